/// `sweep.json`: how far a sweep is, its rows without clocks, and the points that were dropped.
struct SweepDocument: Encodable {
  struct Dropped: Encodable {
    let point: String
    let reason: String
  }

  struct Row: Encodable {
    let point: Int
    let axes: [String: String]
    let status: String
    let reason: String?
    /// By the names of the table's columns; all of them are written as in the table.
    let totals: [String: Double]?
    /// Whether no other point of the same model is better in cycles, energy, area (and accuracy).
    let pareto: Bool
  }

  let schema = 1
  /// Whether points are missing.
  let partial: Bool
  let points: Int
  let done: Int
  let failed: Int
  let dropped: [Dropped]
  let rows: [Row]

  init(_ report: SweepReport) {
    points = report.points.points.count
    done = report.rows.count { $0.record.totals != nil }
    failed = report.rows.count - done
    partial = report.rows.count < points
    dropped = report.points.dropped.map { Dropped(point: $0.name, reason: $0.reason) }
    let best = report.paretoPoints
    rows = report.rows.map { row in
      let axes = report.columns.compactMap { axis in row.point.text(axis).map { (axis.rawValue, $0) } }
      let columns = SweepTotalsColumns.all + SweepTotalsColumns.accuracy
      let totals = row.record.totals.map { totals in
        columns.compactMap { column in Double(column.cell(totals)).map { (column.title, $0) } }
      }
      return Row(
        point: row.point.number, axes: Dictionary(uniqueKeysWithValues: axes),
        status: totals == nil ? "failed" : "done", reason: row.record.reason,
        totals: totals.map { Dictionary(uniqueKeysWithValues: $0) }, pareto: best.contains(row.point.number))
    }
  }
}
