/// `stonne compare --html FILE`: two runs side by side, in one file that needs no other.
package struct RunComparisonPage {
  private let comparisons: [RunComparison]

  /// Layers that the figure of movement shows.
  private static let shownMovers = 12

  /// - Parameter comparisons: one a machine.
  package init(_ comparisons: [RunComparison]) { self.comparisons = comparisons }

  /// The file.
  package var text: String {
    let sections = comparisons.enumerated().map { place, comparison in
      (
        name: "m\(place)", title: comparison.a.hardware.map(MachineComparisonTable.stem) ?? "CPU",
        content: section(comparison, name: "m\(place)")
      )
    }
    let content = sections.count == 1 ? sections[0].content : PageParts.tabs(sections)
    return HTMLPage(title: "Two runs side by side", content: content).text
  }

  private func section(_ comparison: RunComparison, name: String) -> String {
    runs(comparison) + PageParts.facts(facts(comparison)) + "<section>\n<h2>What moved most</h2>\n"
      + movement(comparison) + lists(comparison) + "</section>\n<section>\n<h2>Layer by layer</h2>\n"
      + table(comparison, name: name) + "</section>\n"
  }

  private func runs(_ comparison: RunComparison) -> String {
    func line(_ letter: String, _ run: RunComparison.Run) -> String {
      let sparsity = run.sparsity.map { ", pruned to \(NumberText.general($0 * 100)) % zeros" } ?? ""
      return "<p class=\"soft\"><b>\(letter)</b> <code>\(HTMLText.escaped(run.path))</code>: "
        + HTMLText.escaped("\(run.model) on \(run.hardware ?? "the CPU"), mapper \(run.mapper)\(sparsity)")
        + "</p>\n"
    }
    return line("A", comparison.a) + line("B", comparison.b)
  }

  private func facts(
    _ comparison: RunComparison
  ) -> [(name: String, value: String, note: String, meaning: String)] {
    guard let a = comparison.totals.a, let b = comparison.totals.b else { return [] }
    func meaning(_ key: String) -> String { StatisticsTable.standard["totals.\(key)"]?.description ?? "" }
    func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 1) + " %" }
    return [
      (
        "Cycles of B", NumberText.grouped(b.cycles),
        "A: \(NumberText.grouped(a.cycles)); B is \(Self.times(Double(a.cycles), Double(b.cycles)))",
        meaning("cycles")
      ),
      (
        "Energy of B", NumberText.fixed(b.energy, decimals: 0),
        "A: \(NumberText.fixed(a.energy, decimals: 0)) \(comparison.a.energyUnit); B is \(Self.times(a.energy, b.energy))",
        meaning("energy.total")
      ),
      ("Utilization of B", percent(b.utilization), "A: \(percent(a.utilization))", meaning("utilization")),
    ]
  }

  private static func times(_ a: Double, _ b: Double) -> String {
    a > 0 ? "\(NumberText.fixed(b / a, decimals: 2)) of A" : "not comparable"
  }

  private func movement(_ comparison: RunComparison) -> String {
    let movers = comparison.movers.prefix(Self.shownMovers)
    guard !movers.isEmpty else { return "<p>No layer's cycles differ.</p>\n" }
    let rows = movers.flatMap { layer in
      [("A", "s0", layer.a), ("B", "s1", layer.b)].map { letter, key, cost in
        let name = TextColumns.cut(layer.name, to: 24) + " " + letter
        let value = cost.map { NumberText.grouped($0.cycles) } ?? "-"
        return BarChart.Row(
          name: name,
          parts: [
            .init(key: key, value: Double(cost?.cycles ?? 0), tooltip: "\(layer.name), \(letter): \(value)")
          ],
          value: value)
      }
    }
    let shown = movers.reduce(0.0) { $0 + Double($1.movedCycles.magnitude) }
    let share = NumberText.fixed(shown / comparison.movement * 100, decimals: 1)
    return PageParts.figure(
      caption: """
        Cycles in A and in B of the \(movers.count) layers whose cycles differ most, of \
        \(NumberText.grouped(comparison.moved.count)) that differ: \(share) % of all difference.
        """, BarChart(title: "Cycles of the layers that moved most", rows: rows).svg)
  }

  private func lists(_ comparison: RunComparison) -> String {
    func list(_ title: String, _ names: [String]) -> String {
      names.isEmpty ? "" : "<p>\(title): \(names.map(HTMLText.escaped).joined(separator: ", "))</p>\n"
    }
    return list("Only in A", comparison.removed) + list("Only in B", comparison.added)
  }

  private func table(_ comparison: RunComparison, name: String) -> String {
    func columns(_ title: String, _ key: String) -> [HTMLTable.Column] {
      ["A", "B"].map { .init("\(title) \($0)", of: key) }
    }
    var table = HTMLTable(
      name: "\(name)-layers", caption: "Cost of each layer in both runs",
      columns: [.init("Layer", of: "layers.name", .text), .init("Operator", of: "layers.op_type", .text)]
        + columns("Cycles", "layers.cycles") + [.init("B - A", "Cycles that B takes more", .number)]
        + columns("Energy", "layers.energy.total") + columns("Util. %", "layers.utilization"))
    for layer in comparison.layers { table.append(Self.cells(layer)) }
    table.setFooter(Self.cells(comparison.totals))
    return table.html
  }

  private static func cells(_ layer: RunComparison.Layer) -> [String] {
    [HTMLText.escaped(layer.name), HTMLText.escaped(layer.opType)] + layer.cyclesTexts
      + [NumberText.grouped(layer.movedCycles)] + layer.energyTexts + layer.utilizationTexts
  }
}
