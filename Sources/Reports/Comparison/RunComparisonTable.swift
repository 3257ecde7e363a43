/// What `stonne compare` prints: a line a layer, the totals, and what moved most.
package struct RunComparisonTable {
  private let comparison: RunComparison
  private let top: Int

  /// - Parameter top: layers to name among those that moved most.
  package init(_ comparison: RunComparison, top: Int) {
    self.comparison = comparison
    self.top = top
  }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    var table = TextTable([
      .init("Layer", .left, shrinks: true), .init("Operator", .left, leaves: 1), .init("Cycles A"),
      .init("Cycles B"), .init("B:A", unit: "cycles"), .init("Energy A", unit: comparison.a.energyUnit, leaves: 5),
      .init("Energy B", unit: comparison.b.energyUnit, leaves: 4), .init("B:A", unit: "energy", leaves: 6),
      .init("Util. A", unit: "%", leaves: 3), .init("Util. B", unit: "%", leaves: 2),
    ])
    for layer in comparison.layers { table.append([layer.name, layer.opType] + Self.cells(layer)) }
    table.setFooter(["Total", ""] + Self.cells(comparison.totals))
    return heading + table.text(width: width, style: style) + "\n" + movements
  }

  private var heading: String {
    func line(_ letter: String, _ run: RunComparison.Run) -> String {
      let sparsity = run.sparsity.map { ", pruned to \(NumberText.shortest($0))" } ?? ""
      return OneLine.text(
        "\(letter)  \(run.path): \(run.model) on \(run.hardware ?? "the CPU"), mapper \(run.mapper)\(sparsity)")
        + "\n"
    }
    return line("A", comparison.a) + line("B", comparison.b) + "\n"
  }

  private static func cells(_ layer: RunComparison.Layer) -> [String] {
    layer.cyclesTexts + [ratio(layer.a.map { Double($0.cycles) }, layer.b.map { Double($0.cycles) })]
      + layer.energyTexts + [ratio(layer.a?.energy, layer.b?.energy)] + layer.utilizationTexts
  }

  /// How many times A's value B's is: `0.52`, `1.00`, `12.4`.
  private static func ratio(_ a: Double?, _ b: Double?) -> String {
    guard let a, let b, a > 0 else { return "-" }
    return NumberText.fixed(b / a, decimals: 2)
  }

  private var movements: String {
    func list(_ title: String, _ names: [String]) -> String {
      names.isEmpty ? "" : "\(title): \(names.map(OneLine.text).joined(separator: ", "))\n"
    }
    guard !comparison.moved.isEmpty else { return "no layer's cycles differ\n" }
    let largest = comparison.movers.prefix(top)
    let all = comparison.movement
    var text = "moved most, of \(NumberText.grouped(comparison.moved.count)) layers whose cycles differ:\n"
    for layer in largest {
      let sign = layer.movedCycles > 0 ? "+" : ""
      let share = NumberText.fixed(Double(layer.movedCycles.magnitude) / all * 100, decimals: 1)
      text += "  \(OneLine.text(layer.name)): \(sign)\(NumberText.grouped(layer.movedCycles)) cycles, "
      text += "\(share) % of all movement\n"
    }
    return text + list("only in A", comparison.removed) + list("only in B", comparison.added)
  }
}
