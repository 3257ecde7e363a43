/// Useful MACs a cycle against MACs for each access of the buffer, with the ceilings of the machine.
///
/// Reads and writes have ceilings of their own, so that there is a diagram for each: a layer that does `i` MACs for each
/// element that it reads cannot do more than `i x dn_bw` a cycle, nor more than there are multipliers; with writes and
/// `rn_bw` alike. (Williams, Waterman, Patterson, "Roofline", 2009.)
struct RooflineFigure {
  private let layers: [LayerDocument]
  private let hardware: HardwareDocument

  init(_ layers: [LayerDocument], on hardware: HardwareDocument) {
    self.layers = layers
    self.hardware = hardware
  }

  /// One of the two ports of the buffer.
  private struct Side {
    var title: String
    var setting: String
    var bandwidth: Int
    var accesses: (LayerDocument) -> Int
  }

  private struct Point {
    var layer: LayerDocument
    var intensity: Double
    var rate: Double
  }

  var html: String {
    let sides = [
      Side(
        title: "MACs per SRAM read", setting: "dn_bw", bandwidth: hardware.dnBandwidth,
        accesses: { $0.sramReads }),
      Side(
        title: "MACs per SRAM write", setting: "rn_bw", bandwidth: hardware.rnBandwidth,
        accesses: { $0.sramWrites }),
    ]
    return PageParts.figure(
      caption: """
        A dot a layer: useful MACs a cycle against MACs per SRAM access. The sloped ceiling is the bandwidth of the \
        distribution network (dn_bw, left) and of the collection bus (rn_bw, right), the flat one the multipliers; both \
        scales are logarithmic. MACs are those of the dense operator: where zeros are skipped a dot may lie above a \
        ceiling.
        """,
      "<div class=\"columns\">\n\(sides.map(svg).joined())</div>\n")
  }

  private func points(_ side: Side) -> [Point] {
    layers.compactMap { layer in
      let accesses = side.accesses(layer)
      guard accesses > 0, layer.cycles > 0, layer.macs > 0 else { return nil }
      return Point(
        layer: layer, intensity: Double(layer.macs) / Double(accesses),
        rate: Double(layer.macs) / Double(layer.cycles))
    }
  }

  private static let (width, height) = (560.0, 330.0)
  private static let (left, right, top, bottom) = (56.0, 12.0, 12.0, 42.0)

  private func svg(_ side: Side) -> String {
    let points = points(side)
    let (bandwidth, multipliers) = (Double(max(1, side.bandwidth)), Double(max(1, hardware.multipliers)))
    let ridge = multipliers / bandwidth
    let horizontal = LogarithmicScale(covering: points.map(\.intensity) + [ridge / 4, ridge * 4])
    let vertical = LogarithmicScale(covering: points.map(\.rate) + [multipliers / 10, multipliers * 1.5])
    func x(_ value: Double) -> Double {
      Self.left + horizontal.place(of: value) * (Self.width - Self.left - Self.right)
    }
    func y(_ value: Double) -> Double {
      Self.height - Self.bottom - vertical.place(of: value) * (Self.height - Self.top - Self.bottom)
    }
    var drawing = Drawing(
      width: Self.width, height: Self.height, title: "Roofline: useful MACs a cycle against \(side.title)",
      description:
        "\(points.count) layers; ceilings at \(side.bandwidth) accesses and \(hardware.multipliers) MACs a cycle. "
        + "The numbers are in the table of all numbers below.")
    for tick in horizontal.ticks {
      drawing.line(x(tick), Self.top, x(tick), Self.height - Self.bottom, "grid")
      drawing.label(NumberText.short(tick), x(tick), Self.height - Self.bottom + 16, "middle soft")
    }
    for tick in vertical.ticks {
      drawing.line(Self.left, y(tick), Self.width - Self.right, y(tick), "grid")
      drawing.label(NumberText.short(tick), Self.left - 6, y(tick) + 4, "end soft")
    }
    drawing.label(side.title, (Self.left + Self.width) / 2, Self.height - 6, "middle soft")
    drawing.label("MACs a cycle", Self.left + 4, Self.top + 2, "soft")
    let start = max(horizontal.start, vertical.start / bandwidth)
    drawing.polyline(
      [(x(start), y(start * bandwidth)), (x(ridge), y(multipliers)), (Self.width - Self.right, y(multipliers))],
      "roof")
    drawing.label("\(hardware.multipliers) multipliers", Self.width - Self.right - 4, y(multipliers) - 6, "end")
    let middle = (start * ridge).squareRoot()
    drawing.label("\(side.setting) \(side.bandwidth)", x(middle) + 10, y(middle * bandwidth) + 12, "")
    for point in points {
      drawing.circle(
        x: x(point.intensity), y: y(point.rate), radius: 4.5, "dot",
        tooltip: "\(point.layer.name): \(NumberText.general(point.rate.rounded(to: 2))) MACs a cycle, "
          + "\(NumberText.general(point.intensity.rounded(to: 2))) \(side.title)",
        data: [("layer", String(point.layer.index))])
    }
    return drawing.svg
  }
}
