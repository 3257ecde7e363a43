import Foundation
import Mapping
import Reports
import Sweeps
import Synchronization

/// A sweep in a folder of its own, run as a test wants it.
struct SweepTrial {
  let specification: SweepSpecification
  let points: SweepPoints
  let folder: SweepFolder

  /// Makes the folder for `body`, and removes it.
  static func with<Result>(_ text: SweepText, _ body: (SweepTrial) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "sweep-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let specification = try text.specification()
    return try body(
      SweepTrial(
        specification: specification, points: try SweepPoints(specification), folder: try SweepFolder(path)))
  }

  /// Counts the points that are run, and asks to stop after some.
  final class Counter: SweepObserver {
    private let count = Mutex(0)
    let limit: Int

    init(limit: Int = .max) { self.limit = limit }

    var points: Int { count.withLock { $0 } }

    func pointDidEnd(_ point: SweepPoint, _ record: PointRecord, done: Int, of count: Int) {
      self.count.withLock { $0 += 1 }
    }
  }

  /// - Returns: how many points were run.
  @discardableResult
  func run(_ shard: SweepShard? = nil, jobs: Int = 1, stoppingAfter limit: Int = .max) throws -> Int {
    let counter = Counter(limit: limit)
    try SweepRun(
      specification, shard.map { points.points(of: $0) } ?? points.points, in: folder.openToRun(shard),
      mappings: MappingCache(path: folder.mappings(shard)),
      limits: .init(jobs: jobs, threads: jobs, memory: 1 << 30)
    ).run(observer: counter) { counter.points >= counter.limit }
    return counter.points
  }

  func report() throws -> SweepReport { try SweepReport(specification, points, from: folder.open()) }

  /// The table without its clock.
  func table() throws -> String {
    try report().text(in: .csv, width: nil).split(separator: "\n").map { line in
      String(line[..<(line.lastIndex(of: ",") ?? line.endIndex)])
    }.joined(separator: "\n")
  }
}
