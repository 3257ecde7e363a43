import Reports

/// What `stonne sweep --dry-run` prints: every point, every dropped one with its reason, and how long it may take.
package struct DryRun {
  private let points: SweepPoints
  private let columns: [SweepAxis]
  private let estimates: PointEstimates

  package init(_ specification: SweepSpecification, _ points: SweepPoints) {
    self.points = points
    columns = specification.columns
    estimates = PointEstimates(points)
  }

  /// - Parameters:
  ///   - jobs: points that run at a time.
  ///   - width: columns of the terminal; `nil` where there is no limit.
  package func text(jobs: Int, width: Int?) -> String {
    var table = TextTable(
      [TextTable.Column("Point", .right)] + columns.map { TextTable.Column($0.rawValue, .left) }
        + [TextTable.Column("Estimate", .right)])
    for point in points.points {
      table.append(
        [NumberText.grouped(point.number)] + columns.map { point.text($0) ?? "" }
          + [NumberText.duration(estimates.seconds(of: point))])
    }
    let distinct = Dictionary(points.points.map { ($0.content, $0) }, uniquingKeysWith: { first, _ in first })
    let seconds = distinct.values.reduce(0) { $0 + estimates.seconds(of: $1) }
    let groups = Dictionary(grouping: points.dropped, by: \.reason)
    let dropped = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { reason, points in
      "dropped, \(reason):\n" + points.map { "  \($0.name)\n" }.joined()
    }
    let count = NumberText.grouped(points.points.count)
    return table.text(width: width) + "\n" + dropped.joined()
      + "\(count) points, \(NumberText.grouped(points.dropped.count)) dropped; about "
      + "\(NumberText.duration(seconds / Double(jobs))) with \(jobs) at a time, a rough estimate\n"
  }
}
