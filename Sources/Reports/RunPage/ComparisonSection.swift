/// Several machines beside each other.
struct ComparisonSection {
  private let comparison: MachineComparison
  private let runs: [RunDocument]

  init(_ comparison: MachineComparison, _ runs: [RunDocument]) {
    self.comparison = comparison
    self.runs = runs
  }

  private var titles: [String] { comparison.machines.map(MachineComparisonTable.stem) }

  var html: String {
    let totals = comparison.totals
    let unit = runs.first?.energyUnit ?? ""
    return "<h2>Comparison</h2>\n<div class=\"columns\">\n"
      + PageParts.figure(
        caption: """
          Cycles of the network on each machine. If each layer ran where it takes fewest: \
          \(NumberText.grouped(totals.cyclesOfBest)).
          """, chart("Cycles on each machine", totals.cycles.values.map { $0.map(Double.init) }))
      + PageParts.figure(
        caption: """
          Energy of the network on each machine, in \(HTMLText.escaped(unit)). If each layer ran where it takes \
          least: \(NumberText.fixed(totals.energyOfBest, decimals: 0)).
          """, chart("Energy on each machine", totals.energy.values))
      + "</div>\n<section>\n<h3>Machines</h3>\n" + machines
      + "</section>\n<section>\n<h3>Cycles, layer by layer</h3>\n"
      + table("all-cycles", "Cycles of each layer on each machine") { layer in
        (layer.cycles.values.map { $0.map(NumberText.grouped) }, layer.cycles.best)
      } + "</section>\n<section>\n<h3>Energy, layer by layer</h3>\n"
      + table("all-energy", "Energy of each layer on each machine") { layer in
        (layer.energy.values.map { $0.map { NumberText.fixed($0, decimals: 0) } }, layer.energy.best)
      } + "</section>\n"
  }

  private var machines: String {
    var table = HTMLTable(
      caption: "Totals of each machine",
      columns: [
        .init("Machine", of: "hardware.path", .text), .init("Controller", of: "hardware.controller", .text),
        .init("Multipliers", of: "hardware.multipliers"), .init("dn_bw", of: "hardware.dn_bw"),
        .init("rn_bw", of: "hardware.rn_bw"), .init("Cycles", of: "totals.cycles"),
        .init("Util. %", of: "totals.utilization"), .init("SRAM reads", of: "totals.sram_reads"),
        .init("SRAM writes", of: "totals.sram_writes"), .init("Energy", of: "totals.energy.total"),
        .init("Area", of: "totals.area"),
      ])
    for run in runs {
      guard let hardware = run.hardware else { continue }
      let totals = run.totals
      table.append([
        HTMLText.escaped(MachineComparisonTable.stem(hardware.path)), HTMLText.escaped(hardware.controller),
        NumberText.grouped(hardware.multipliers), NumberText.grouped(hardware.dnBandwidth),
        NumberText.grouped(hardware.rnBandwidth), NumberText.grouped(totals.cycles),
        NumberText.fixed(totals.utilization * 100, decimals: 1), NumberText.grouped(totals.sramReads),
        NumberText.grouped(totals.sramWrites), NumberText.fixed(totals.energy.total, decimals: 0),
        NumberText.fixed(totals.area, decimals: 0),
      ])
    }
    return table.html
  }

  private func chart(_ title: String, _ values: [Double?]) -> String {
    let rows = zip(titles, values).enumerated().map { place, row in
      let text = row.1.map { NumberText.fixed($0, decimals: 0) } ?? "-"
      return BarChart.Row(
        name: row.0,
        parts: [.init(key: "s\(place % 8)", value: row.1 ?? 0, tooltip: "\(row.0): \(text)")], value: text)
    }
    return BarChart(title: title, rows: rows).svg
  }

  /// - Parameter values: a text a machine, `nil` where the CPU ran the layer, and the best machine.
  private func table(
    _ name: String, _ caption: String, values: (MachineComparison.Layer) -> (texts: [String?], best: String)
  ) -> String {
    var table = HTMLTable(
      name: name, caption: caption,
      columns: [.init("Layer", of: "layers.name", .text), .init("Operator", of: "layers.op_type", .text)]
        + zip(titles, comparison.machines).map { .init($0, $1, .number) }
        + [.init("Best", "Machine with the least", .text)])
    for layer in comparison.layers {
      let (texts, best) = values(layer)
      let cells = zip(comparison.machines, texts).map { machine, text in
        machine == best ? "<span class=\"best\">\(text ?? "CPU")</span>" : text ?? "CPU"
      }
      table.append(
        [HTMLText.escaped(layer.name), HTMLText.escaped(layer.opType)] + cells
          + [HTMLText.escaped(MachineComparisonTable.stem(best))])
    }
    return table.html
  }
}
