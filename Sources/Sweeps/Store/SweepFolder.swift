import Diagnostics
import Glibc
import Reports

/// The folder that a sweep's results lie in.
package struct SweepFolder: Sendable {
  package let path: String

  /// Makes the folder where it is not there.
  /// - Throws: `MachineFault` where nothing can be written into it.
  package init(_ path: String) throws { self.path = try OutputFolder(path).path }

  package var table: String { path + "/sweep.csv" }
  package var page: String { path + "/sweep.html" }
  package var summary: String { path + "/sweep.json" }

  /// What a sweep writes again each time; databases are never replaced.
  /// - Parameters:
  ///   - shard: that is run alone.
  ///   - point: whose own report is made, and nothing else.
  package func files(shard: SweepShard?, point: Int?) -> [NamedFile] {
    if let point { return RunReport.files(in: pointFolder(point), machines: [], detail: .normal) }
    return [table, page, summary, mappings(shard)].map { NamedFile($0, named: "the file of --out") }
  }

  /// Of a point's own report, made on demand.
  package func pointFolder(_ number: Int) -> String { "\(path)/points/\(number)" }

  func database(_ shard: SweepShard?) -> String { path + "/" + (shard?.name ?? "sweep") + ".db" }

  /// The best tiles that were found.
  package func mappings(_ shard: SweepShard?) -> String {
    path + "/" + (shard.map { $0.name + "-" } ?? "") + "mappings.json"
  }

  /// Databases of shards, in the order of their names.
  var shardDatabases: [String] {
    FileKind.names(in: path).filter { $0.hasPrefix("shard-") && $0.hasSuffix(".db") }.map { path + "/" + $0 }
  }

  /// Opens the database of the sweep, which another process may be running.
  /// - Throws: `MachineFault`, ``SweepError/notADatabase(path:reason:)``.
  package func open() throws -> SweepStore { try store(nil, lock: nil) }

  /// Opens the database of the sweep, or of a shard, to run its points in this process alone.
  /// - Parameter waiting: is called where another process has it, before that is waited for.
  /// - Throws: `MachineFault`, ``SweepError/notADatabase(path:reason:)``.
  package func openToRun(_ shard: SweepShard?, waiting: () -> Void = {}) throws -> SweepStore {
    try store(shard, lock: FolderLock(database(shard) + ".lock", waiting: waiting))
  }

  private func store(_ shard: SweepShard?, lock: FolderLock?) throws -> SweepStore {
    try SweepStore(path: database(shard), journal: shard == nil ? .writeAhead : .rollback, lock: lock)
  }
}

/// Keeps other processes from writing to the same database, until it is released or the process ends.
final class FolderLock: Sendable {
  private let descriptor: CInt

  /// Takes the lock, once nobody else has it.
  /// - Throws: `MachineFault`.
  init(_ path: String, waiting: () -> Void) throws {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw MachineFault("cannot write", path: path, reason: String(cString: strerror(errno)))
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    waiting()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw MachineFault("cannot lock", path: path, reason: String(cString: strerror(errno)))
      }
    }
  }

  deinit { close(descriptor) }
}
