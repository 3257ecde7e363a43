import Reports

/// `sweep.csv`: a row a point in the order of the sweep, a column an axis, then the totals (RFC 4180).
///
/// No column but `wall_seconds` depends on when, where or how often a point ran.
struct SweepCSV {
  private let rows: [SweepRow]
  private let columns: [SweepAxis]
  private let withAccuracy: Bool

  init(_ rows: [SweepRow], columns: [SweepAxis], withAccuracy: Bool) {
    self.rows = rows
    self.columns = columns
    self.withAccuracy = withAccuracy
  }

  var text: String {
    let totals = SweepTotalsColumns.all + (withAccuracy ? SweepTotalsColumns.accuracy : [])
    let titles = columns.map(\.rawValue) + ["status", "reason"] + totals.map(\.title) + ["wall_seconds"]
    var text = titles.joined(separator: ",") + "\n"
    for row in rows {
      let axes = columns.map { row.point.text($0) ?? "" }
      let outcome = [row.record.totals == nil ? "failed" : "done", row.record.reason ?? ""]
      let numbers = totals.map { column in row.record.totals.map(column.cell) ?? "" }
      let cells = axes + outcome + numbers + [String(row.record.wallSeconds)]
      text += cells.map(CSVField.escaped).joined(separator: ",") + "\n"
    }
    return text
  }
}

/// A point with its results.
struct SweepRow: Sendable {
  let point: SweepPoint
  let record: PointRecord
}
