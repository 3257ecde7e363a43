import Reports

/// What a terminal shows of a sweep: how many points there are, and the best ones of each model.
struct SweepTable {
  /// Rows that are shown.
  private static let limit = 40

  private let report: SweepReport

  init(_ report: SweepReport) { self.report = report }

  /// - Parameter width: columns of the terminal; `nil` where there is no limit.
  func text(width: Int?) -> String {
    let best = report.rows.filter { report.paretoPoints.contains($0.point.number) }
    var text = counts + "\n"
    guard !best.isEmpty else { return text }
    let axes = report.columns
    let withAccuracy = best.contains { $0.record.totals?.accuracy != nil }
    var table = TextTable(
      [TextTable.Column("Point", .right)] + axes.map { TextTable.Column($0.rawValue, .left) }
        + ["Cycles", "Energy", "Area", "Util. %"].map { TextTable.Column($0, .right) }
        + (withAccuracy ? [TextTable.Column("Top-1 %", .right)] : []))
    for row in best.prefix(Self.limit) {
      guard let totals = row.record.totals else { continue }
      var cells = [NumberText.grouped(row.point.number)] + axes.map { row.point.text($0) ?? "" }
      cells += [
        NumberText.grouped(totals.cycles), NumberText.fixed(totals.energy, decimals: 0),
        NumberText.fixed(totals.area, decimals: 0), NumberText.fixed(totals.utilization * 100, decimals: 1),
      ]
      if withAccuracy { cells.append(totals.accuracy.map { NumberText.fixed($0 * 100, decimals: 2) } ?? "-") }
      table.append(cells)
    }
    let respects = withAccuracy ? "cycles, energy, area and accuracy" : "cycles, energy and area"
    text += "\nOf each model, the points that no other one beats in \(respects):\n\n" + table.text(width: width)
    if best.count > Self.limit { text += "and \(best.count - Self.limit) more: sweep.json has them all\n" }
    return text
  }

  private var counts: String {
    let count = report.points.points.count
    let done = report.rows.count { $0.record.totals != nil }
    let failed = report.rows.count - done
    var parts = ["\(NumberText.grouped(done)) of \(NumberText.grouped(count)) points done"]
    if failed > 0 { parts.append("\(NumberText.grouped(failed)) failed") }
    let missing = count - report.rows.count
    if missing > 0 { parts.append("\(NumberText.grouped(missing)) missing") }
    let dropped = report.points.dropped.count
    if dropped > 0 { parts.append("\(NumberText.grouped(dropped)) of the product dropped") }
    return parts.joined(separator: ", ")
  }
}
