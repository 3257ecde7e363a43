/// What `stonne run` prints below the tables of several machines: each layer's cycles on each, and where it runs
/// best.
package struct MachineComparisonTable {
  private let comparison: MachineComparison

  package init(_ comparison: MachineComparison) { self.comparison = comparison }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    let names = comparison.machines.map(Self.stem)
    var table = TextTable(
      [.init("Layer", .left, shrinks: true)] + names.map { .init($0, shrinks: true) }
        + [
          .init("Fewest cycles", .left, shrinks: true, leaves: 2),
          .init("Least energy", .left, shrinks: true, leaves: 1),
        ])
    for layer in comparison.layers {
      table.append(
        [layer.name] + layer.cycles.values.map { $0.map(NumberText.grouped) ?? "CPU" }
          + [Self.stem(layer.cycles.best), Self.stem(layer.energy.best)])
    }
    let totals = comparison.totals
    table.setFooter(
      ["Total"] + totals.cycles.values.map { $0.map(NumberText.grouped) ?? "-" }
        + [Self.stem(totals.cycles.best), Self.stem(totals.energy.best)])
    return "Cycles by machine\n\n" + table.text(width: width, style: style) + "\n"
      + "each layer where it is best: \(NumberText.grouped(totals.cyclesOfBest)) cycles, or energy "
      + "\(NumberText.fixed(totals.energyOfBest, decimals: 0))\n"
  }

  /// The file's name without folder and ending.
  static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
    return String(file[..<dot])
  }
}
