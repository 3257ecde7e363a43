import Diagnostics
import Reports

/// The reports of a sweep: text for stdout and the files of its folder.
package struct SweepReport: Sendable {
  let specification: SweepSpecification
  let points: SweepPoints
  let columns: [SweepAxis]
  /// The points that have results, in the order of the sweep.
  let rows: [SweepRow]
  /// Numbers of the points that no other one of the same model beats.
  let paretoPoints: Set<Int>

  /// - Parameter store: the database of the whole sweep.
  package init(_ specification: SweepSpecification, _ points: SweepPoints, from store: SweepStore) throws {
    self.init(specification, points, records: try store.records())
  }

  /// - Parameter records: by the names of their points.
  init(_ specification: SweepSpecification, _ points: SweepPoints, records: [String: PointRecord]) {
    self.specification = specification
    self.points = points
    let columns = specification.columns
    self.columns = columns
    rows = points.points.compactMap { point in
      guard let record = records[point.name(columns)], record.content == point.content else { return nil }
      return SweepRow(point: point, record: record)
    }
    var best: Set<Int> = []
    for group in Dictionary(grouping: rows, by: { $0.point.text(.model) ?? "" }).values {
      best.formUnion(
        ParetoFront(group.map { $0.record.totals?.objectives }).members.map { group[$0].point.number })
    }
    paretoPoints = best
  }

  /// Whether points are missing.
  package var isPartial: Bool { rows.count < points.points.count }

  /// Points that failed.
  package var failures: Int { rows.count { $0.record.totals == nil } }

  /// - Throws: ``SweepError/allFailed(count:reason:file:)`` where there is not one point that ran.
  package func requireSuccess() throws(SweepError) {
    guard !rows.isEmpty, failures == rows.count else { return }
    throw .allFailed(count: rows.count, reason: rows[0].record.reason ?? "", file: specification.file)
  }

  /// - Parameter width: columns of the terminal; `nil` where there is no limit.
  package func text(in format: ReportFormat, width: Int?) throws -> String {
    switch format {
    case .table: SweepTable(self).text(width: width)
    case .json: try JSONText.encode(SweepDocument(self))
    case .csv: csv
    }
  }

  /// Writes `sweep.html`, `sweep.csv` and `sweep.json`.
  /// - Throws: `MachineFault`; the database stands whatever becomes of them.
  package func write(to folder: SweepFolder) throws {
    try WholeFile.write(SweepPage(self, in: folder).text(), to: folder.page)
    try WholeFile.write(csv, to: folder.table)
    // Last, since its presence says that the others are there.
    try WholeFile.write(try JSONText.encode(SweepDocument(self)), to: folder.summary)
  }

  private var csv: String {
    SweepCSV(rows, columns: columns, withAccuracy: specification.accuracy != nil).text
  }
}
