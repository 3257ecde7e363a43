/// The per-layer table of a run, with its totals: what `stonne run` prints.
package struct RunTable {
  private let run: RunDocument

  package init(_ run: RunDocument) { self.run = run }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    var text = heading
    text += (run.hardware == nil ? processorTable : acceleratorTable).text(width: width, style: style)
    text += "\n" + totals + ProcessorNodes(run).text + verdicts
    return text
  }

  private var heading: String {
    let model = "\(run.model.name.isEmpty ? run.model.path : run.model.name) (\(run.model.nodes) nodes)"
    guard let hardware = run.hardware else {
      return OneLine.text("\(model) on the CPU reference executor") + "\n\n"
    }
    let array =
      hardware.multiplierNetwork == "LINEAR"
      ? "\(hardware.multipliers) multipliers" : "\(hardware.msRows) x \(hardware.msCols) mesh"
    return OneLine.text(
      "\(model) on \(hardware.path): \(hardware.controller), \(array), "
        + "dn_bw \(hardware.dnBandwidth), rn_bw \(hardware.rnBandwidth), \(hardware.reduceNetwork)") + "\n\n"
  }

  private var acceleratorTable: TextTable {
    let hasTimes = run.totals.wallSeconds != nil
    let times: [TextTable.Column] = hasTimes ? [.init("Time", leaves: 9), .init("x CPU", leaves: 5)] : []
    var table = TextTable(
      [
        .init("Layer", .left, shrinks: true), .init("Operator", .left, leaves: 1),
        .init("Operation", .left, leaves: 10), .init("Shape", .left, leaves: 8), .init("Runs", leaves: 6),
        .init("Tile", .left, leaves: 7), .init("Cycles"), .init("MACs", leaves: 2), .init("Util.", unit: "%"),
        .init("SRAM reads", unit: "elements", leaves: 3), .init("SRAM writes", unit: "elements", leaves: 4),
        .init("Energy", unit: run.energyUnit, leaves: 11),
      ] + times)
    for layer in run.layers where layer.device == "accelerator" {
      let times = [layer.wallSeconds.map(NumberText.duration) ?? "-", Self.slowdown(layer.slowdownVersusNative)]
      table.append(
        [
          layer.name, layer.opType, layer.operation ?? "", layer.shape?.summary ?? "",
          NumberText.grouped(layer.runs), layer.tile?.summary ?? "-", NumberText.grouped(layer.cycles),
          NumberText.grouped(layer.macs), NumberText.fixed(layer.utilization * 100, decimals: 1),
          NumberText.grouped(layer.sramReads), NumberText.grouped(layer.sramWrites),
          NumberText.fixed(layer.energy?.total ?? 0, decimals: 0),
        ] + (hasTimes ? times : []))
    }
    table.setFooter(
      [
        "Total", "", "", "", "", "", NumberText.grouped(run.totals.cycles), NumberText.grouped(run.totals.macs),
        NumberText.fixed(run.totals.utilization * 100, decimals: 1), NumberText.grouped(run.totals.sramReads),
        NumberText.grouped(run.totals.sramWrites), NumberText.fixed(run.totals.energy.total, decimals: 0),
      ] + (hasTimes ? ["", Self.slowdown(run.totals.slowdownVersusNative)] : []))
    return table
  }

  private static func slowdown(_ factor: Double?) -> String {
    factor.map { NumberText.fixed($0, decimals: 1) } ?? "-"
  }

  private var processorTable: TextTable {
    var table = TextTable([
      .init("Node", .left, shrinks: true), .init("Operator", .left),
      .init("Output", .left, shrinks: true, leaves: 1), .init("Time"),
    ])
    for layer in run.layers {
      table.append([
        layer.name, layer.opType, layer.outputShapes.map(Self.shape).joined(separator: " "),
        layer.wallSeconds.map(NumberText.duration) ?? "-",
      ])
    }
    return table
  }

  private static func shape(_ extents: [Int]) -> String {
    extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "x")
  }

  private var totals: String {
    var parts: [String] = []
    if let seconds = run.totals.wallSeconds { parts.append("wall time \(NumberText.duration(seconds))") }
    if let rate = run.totals.cyclesPerSecond {
      parts.append("\(NumberText.grouped(Int(rate))) simulated cycles a second")
    }
    if run.hardware != nil {
      let energy = run.totals.energy
      parts.insert(
        "energy \(NumberText.fixed(energy.total, decimals: 0)) "
          + "(static \(NumberText.fixed(energy.staticEnergy, decimals: 0)), "
          + "dynamic \(NumberText.fixed(energy.dynamicEnergy, decimals: 0))), "
          + "area \(NumberText.fixed(run.totals.area, decimals: 0)), in the energy table's units", at: 0)
    }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "\n"
  }

  private var verdicts: String {
    var text = ""
    if let accuracy = run.accuracy {
      let right = Int((accuracy.top1 * Double(accuracy.samples)).rounded())
      text += "accuracy: \(NumberText.fixed(accuracy.top1 * 100, decimals: 2)) % "
      text += "(\(right) of \(accuracy.samples) labels first, "
      text += "\(NumberText.fixed(accuracy.top5 * 100, decimals: 2)) % among the first five)\n"
    }
    if let check = run.check { text += Self.verdict("check against the reference executor", check) }
    if let expect = run.expect { text += Self.verdict("comparison with the expected outputs", expect) }
    if run.partial { text += "partial: the run was interrupted\n" }
    return text
  }

  private static func verdict(_ title: String, _ check: CheckDocument) -> String {
    func error(_ value: Double?) -> String { value.map(NumberText.scientific) ?? "inf" }
    var text = "\(title): \(check.passed ? "passed" : "FAILED"), largest error "
    text += "\(error(check.maxAbsError)) absolute, \(error(check.maxRelError)) relative\n"
    for (name, output) in check.outputs.sorted(by: { $0.key < $1.key }) where !output.passed {
      let why = output.reason ?? "largest error \(error(output.maxAbsError))"
      text += "  \(OneLine.text("\(name): \(why)"))\n"
    }
    return text
  }
}
