/// What `stonne map` prints: a line a layer with its tile, and what the simulator says of it.
package struct MappingTable {
  private let document: MappingDocument

  package init(_ document: MappingDocument) { self.document = document }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?) -> String {
    var table = TextTable([
      .init("#"), .init("Layer", .left, shrinks: true), .init("Operation", .left), .init("Shape", .left),
      .init("Runs"), .init("Tile", .left), .init("By", .left), .init("Cycles"), .init("Energy"),
      .init("Best tile", .left), .init("Cycles"), .init("Energy"), .init("Of best"),
    ])
    for row in document.layers {
      table.append(
        [
          String(row.index), row.name, row.operation, row.shape.summary, NumberText.grouped(row.runs),
          row.chosen?.tile?.summary ?? "-", row.tileSource ?? "-",
        ] + Self.cells(row.chosen) + [row.best?.tile?.summary ?? "-"] + Self.cells(row.best)
          + [row.shareOfBest.map { NumberText.fixed($0 * 100, decimals: 1) + " %" } ?? "-"])
    }
    let chosen = document.layers.compactMap(\.chosen?.cycles).reduce(0, +)
    let best = document.layers.compactMap(\.best?.cycles).reduce(0, +)
    table.setFooter(
      [
        "", "total", "", "", "", "", "", NumberText.grouped(chosen), "", "",
        best > 0 ? NumberText.grouped(best) : "-",
      ]
        + ["", ""])
    return "\(document.controller), \(document.multipliers) multipliers, mapper \(document.mapper), "
      + "target \(document.target)\n\n" + table.text(width: width)
  }

  private static func cells(_ cost: MappingDocument.Cost?) -> [String] {
    guard let cost else { return ["-", "-"] }
    return [NumberText.grouped(cost.cycles), NumberText.fixed(cost.energy, decimals: 0)]
  }
}
