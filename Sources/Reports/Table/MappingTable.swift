/// What `stonne map` prints: a line a layer with its tile, and what the simulator says of it; below each the next best
/// tiles.
package struct MappingTable {
  private let document: MappingDocument

  package init(_ document: MappingDocument) { self.document = document }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    var table = TextTable([
      .init("#", leaves: 1), .init("Layer", .left, shrinks: true), .init("Operation", .left, leaves: 2),
      .init("Shape", .left, leaves: 6), .init("Runs", leaves: 5), .init("Tile", .left),
      .init("By", .left, leaves: 8),
      .init("Cycles"), .init("Energy", unit: "energy units", leaves: 9), .init("Util.", unit: "%", leaves: 3),
      .init("Best tile", .left),
      .init("Cycles"), .init("Energy", unit: "energy units", leaves: 10), .init("Util.", unit: "%", leaves: 4),
      .init("Of best", leaves: 11), .init("Of bound", leaves: 7),
    ])
    for row in document.layers {
      table.append(
        [
          String(row.index), row.name, row.operation, row.shape.summary, NumberText.grouped(row.runs),
          Self.tile(row.chosen), row.tileSource ?? "-",
        ] + Self.cells(row.chosen) + [Self.tile(row.best)] + Self.cells(row.best)
          + [row.shareOfBest.map(Self.percent) ?? "-", row.search.map(Self.proof) ?? "-"])
      for (place, cost) in row.runnersUp.enumerated() {
        table.append(
          ["", "", "", "", "", "", "", "", "", "best \(place + 2)", Self.tile(cost)] + Self.cells(cost) + ["", ""])
      }
    }
    let best = Self.sum(document.layers.compactMap(\.best?.cycles))
    table.setFooter(
      ["", "total", "", "", "", "", "", Self.sum(document.layers.compactMap(\.chosen?.cycles)), "", "", ""]
        + [best == "0" ? "-" : best, "", "", "", ""])
    return "\(document.controller), \(document.multipliers) multipliers, mapper \(document.mapper), "
      + "target \(document.target)\n\n" + table.text(width: width, style: style)
  }

  private static func tile(_ cost: MappingDocument.Cost?) -> String { cost?.tile?.summary ?? "-" }

  /// A sum of cycles; `-` where it is more than 63 bits hold.
  private static func sum(_ cycles: [Int]) -> String {
    var sum = 0
    for count in cycles {
      let (next, overflow) = sum.addingReportingOverflow(count)
      if overflow { return "-" }
      sum = next
    }
    return NumberText.grouped(sum)
  }

  private static func cells(_ cost: MappingDocument.Cost?) -> [String] {
    guard let cost else { return ["-", "-", "-"] }
    return [
      NumberText.grouped(cost.cycles), NumberText.fixed(cost.energy, decimals: 0),
      NumberText.fixed(cost.utilization * 100, decimals: 1),
    ]
  }

  private static func proof(_ search: MappingDocument.Search) -> String {
    search.proven ? "proven" : percent(search.shareOfBound)
  }

  private static func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 1) + " %" }
}
