/// The network at a glance: a block a layer, as wide as it takes cycles and as high as the multipliers are used, so that
/// areas are the products that were computed.
struct SkylineFigure {
  private let layers: [LayerDocument]

  init(_ layers: [LayerDocument]) { self.layers = layers }

  private static let (width, height) = (1180.0, 250.0)
  private static let (left, right, top, bottom) = (48.0, 8.0, 14.0, 40.0)
  /// Of a letter on average.
  private static let letterWidth = 6.2

  var html: String {
    PageParts.figure(
      caption: """
        The layers in the order of the run: a block is as wide as its layer takes cycles and as high as it keeps \
        multipliers busy. Its area is what was computed; the white above it is what the array could have done \
        besides.
        """, svg)
  }

  private var svg: String {
    let total = layers.reduce(0.0) { $0 + Double($1.cycles) }
    var drawing = Drawing(
      width: Self.width, height: Self.height, title: "Utilization of the multipliers over simulated cycles",
      description: "One block a layer. The numbers are in the table of all numbers below.")
    func x(_ cycles: Double) -> Double {
      Self.left + (total > 0 ? cycles / total : 0) * (Self.width - Self.left - Self.right)
    }
    func y(_ share: Double) -> Double {
      Self.height - Self.bottom - share * (Self.height - Self.top - Self.bottom)
    }
    for share in [0, 0.25, 0.5, 0.75, 1] {
      drawing.line(Self.left, y(share), Self.width - Self.right, y(share), "grid")
      drawing.label("\(Int(share * 100)) %", Self.left - 6, y(share) + 4, "end soft")
    }
    for tick in AxisScale(upTo: total).ticks where tick <= total {
      drawing.line(x(tick), y(0), x(tick), y(0) + 4, "axis")
      drawing.label(NumberText.short(tick), x(tick), y(0) + 17, "middle soft")
    }
    drawing.label("cycles", (Self.left + Self.width) / 2, Self.height - 6, "middle soft")
    var start = 0.0
    for layer in layers {
      let cycles = Double(layer.cycles)
      let share = min(1, max(0, layer.utilization))
      let length = x(start + cycles) - x(start)
      drawing.rectangle(
        x: x(start), y: y(share), width: length, height: y(0) - y(share), "part block",
        tooltip: "\(layer.name): \(NumberText.grouped(layer.cycles)) cycles, "
          + "\(NumberText.fixed(layer.utilization * 100, decimals: 1)) % of the multipliers",
        data: [("layer", String(layer.index)), ("cycles", String(layer.cycles))])
      if Double(layer.name.count) * Self.letterWidth < length {
        drawing.label(layer.name, x(start) + length / 2, max(y(share) - 4, Self.top - 2), "middle")
      }
      start += cycles
    }
    return drawing.svg
  }
}
