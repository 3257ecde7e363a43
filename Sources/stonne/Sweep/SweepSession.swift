import Reports
import Sweeps

/// A sweep in its folder: what `stonne sweep` does with it.
struct SweepSession {
  let specification: SweepSpecification
  let points: SweepPoints
  let folder: SweepFolder
  let host: HostOptions
  let limits: SweepRun.Limits

  /// Brings together what the shards have found.
  func merge() throws { try folder.open().mergeShards(of: folder) }

  /// Runs what is missing of the sweep or of a shard, into its database.
  func run(_ shard: SweepShard?, retryingFailures: Bool) throws {
    let store = try folder.openToRun(shard) { note("waits for another process that runs \(folder.path)") }
    if shard == nil { try store.mergeShards(of: folder) }
    if retryingFailures { try store.forgetFailures() }
    let progress = host.showsProgress ? SweepProgress(columns: specification.columns) : nil
    defer { progress?.finish() }
    try SweepRun(
      specification, shard.map { points.points(of: $0) } ?? points.points, in: store,
      mappings: try MappingCache(path: folder.mappings(shard)), limits: limits
    ).run(observer: progress) { Interruption.signal != nil }
  }

  /// Writes the files of what is finished.
  @discardableResult
  func writeFiles() throws -> SweepReport {
    let report = try SweepReport(specification, points, from: folder.open())
    try report.write(to: folder)
    return report
  }

  /// Writes the files of what is finished, and says what was found.
  func writeReport(in format: ReportFormat) throws {
    let report = try writeFiles()
    StandardStreams.writeOutput(try report.text(in: format, width: StandardStreams.outputWidth))
    if report.failures > 0 {
      let points = report.failures == 1 ? "1 point" : "\(report.failures) points"
      note("\(points) failed; the column `reason` of sweep.csv says why")
    }
    if Interruption.signal == nil { try report.requireSuccess() }
  }

  /// Runs one point with all its layers into a folder of its own.
  func report(ofPoint number: Int) throws {
    let point = try points.point(number, in: specification)
    var request = point.request
    host.apply(to: &request)
    let results = try SweepPointRun(point, request).results { Interruption.signal != nil }
    try RunReport(results, withTimings: false).write(to: folder.pointFolder(number), detail: .normal)
    note("\(point.name(specification.columns)): see \(folder.pointFolder(number))")
  }

  /// A message on stderr that is no result.
  func note(_ text: String) {
    if !host.quiet { StandardStreams.writeError("stonne: note: \(OneLine.text(text))\n") }
  }
}
