/// `stonne map --format csv`: a line a layer, and one a runner-up (RFC 4180).
package struct MappingCSV {
  private static let titles = [
    "index", "name", "operation", "shape", "runs", "rank", "tile", "tile_source", "cycles", "energy",
    "utilization",
    "share_of_best", "share_of_bound", "proven", "tiles", "simulated",
  ]

  private let document: MappingDocument

  package init(_ document: MappingDocument) { self.document = document }

  /// Rank 0 is the chosen tile, 1 the best one, and so on.
  package var text: String {
    var text = Self.titles.joined(separator: ",") + "\n"
    for row in document.layers {
      let costs: [MappingDocument.Cost?] = [row.chosen, row.best] + row.runnersUp
      for (rank, cost) in costs.enumerated() {
        guard let cost else { continue }
        text +=
          (Self.layer(row) + [String(rank)] + Self.cells(cost, row, rank: rank)).map(CSVField.escaped)
          .joined(separator: ",") + "\n"
      }
    }
    return text
  }

  private static func layer(_ row: MappingDocument.Row) -> [String] {
    [String(row.index), row.name, row.operation, row.shape.summary, String(row.runs)]
  }

  private static func cells(_ cost: MappingDocument.Cost, _ row: MappingDocument.Row, rank: Int) -> [String] {
    let source = rank == 0 ? row.tileSource ?? "" : "optimal"
    let search = rank == 1 ? row.search : nil
    return [
      cost.tile?.summary ?? "", source, String(cost.cycles), String(cost.energy), String(cost.utilization),
      rank == 0 ? row.shareOfBest.map { String($0) } ?? "" : "", search.map { String($0.shareOfBound) } ?? "",
      search.map { String($0.proven) } ?? "", search.map { String($0.tiles) } ?? "",
      search.map { String($0.simulated) } ?? "",
    ]
  }
}
