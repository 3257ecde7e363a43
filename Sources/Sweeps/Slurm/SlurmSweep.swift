import Diagnostics
import Glibc
import Reports

/// A sweep on the nodes of an existing Slurm: one task of a job array a shard.
package struct SlurmSweep {
  /// How far a sweep is.
  package struct Status {
    /// Points of the sweep, and those that are in its table.
    package var points: Int
    package var finished: Int
    /// The last job that was submitted; `nil` where there is none.
    package var job: String?
    /// Its tasks that are not over, counted by their states.
    package var tasks: [String: Int]

    package var isRunning: Bool { !tasks.isEmpty }
    package var isDone: Bool { finished == points }
  }

  private static let (jobsNote, shardsNote) = ("slurm_jobs", "slurm_shards")

  private let specification: SweepSpecification
  private let points: SweepPoints
  private let folder: SweepFolder
  private let queue = SlurmQueue()

  package init(_ specification: SweepSpecification, _ points: SweepPoints, in folder: SweepFolder) {
    self.specification = specification
    self.points = points
    self.folder = folder
  }

  /// Submits the shards that have missing points and no task that is under way.
  /// - Parameters:
  ///   - shards: into how many parts to cut the sweep, where it has not been cut before.
  ///   - options: of sbatch.
  /// - Returns: the job, and how many shards it has; `nil` where there is nothing to submit.
  /// - Throws: ``SweepError/slurm(command:reason:hint:)``, `MachineFault`.
  package func submit(shards: Int, options: [String]) throws -> (job: String, shards: Int)? {
    let store = try folder.open()
    try store.mergeShards(of: folder)
    let count = try store.note(Self.shardsNote).flatMap { Int($0) } ?? min(shards, points.points.count)
    let busy = try tasks(store)
    let missing = try missingShards(count, store).filter { busy[$0] == nil }
    guard !missing.isEmpty else { return nil }
    let script = try SlurmScript(
      program: Self.absolute("/proc/self/exe"), specification: Self.absolute(specification.file),
      folder: Self.absolute(folder.path), shards: count)
    let logs = script.folder + "/slurm"
    try WholeFile.makeFolder(logs)
    try WholeFile.write(script.text, to: logs + "/job.sh")
    let job = try queue.submit(logs + "/job.sh", tasks: missing, log: logs + "/%A_%a.log", options: options)
    try store.setNote(Self.shardsNote, String(count))
    try store.setNote(Self.jobsNote, (jobs(store) + [job]).joined(separator: " "))
    return (job, missing.count)
  }

  /// Brings together what the shards have found, and asks Slurm for the tasks.
  package func status() throws -> Status {
    let store = try folder.open()
    try store.mergeShards(of: folder)
    let states = try tasks(store).values
    return Status(
      points: points.points.count, finished: try points.points.count - missingPoints(store).count,
      job: try jobs(store).last, tasks: Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +))
  }

  /// Ends all tasks that are under way.
  /// - Returns: the jobs that were ended.
  package func cancel() throws -> [String] {
    let store = try folder.open()
    let running = try jobs(store).filter { try !queue.states(of: $0).isEmpty }
    for job in running { try queue.cancel(job) }
    return running
  }

  // MARK: - What is missing

  private func missingPoints(_ store: SweepStore) throws -> Set<Int> {
    let records = try store.records()
    let columns = specification.columns
    return Set(points.points.filter { records[$0.name(columns)]?.content != $0.content }.map(\.number))
  }

  private func missingShards(_ count: Int, _ store: SweepStore) throws -> [Int] {
    let missing = try missingPoints(store)
    return points.shards(count, PointEstimates(points)).enumerated().filter { _, points in
      points.contains { missing.contains($0.number) }
    }.map { $0.offset + 1 }
  }

  // MARK: - Jobs

  private func jobs(_ store: SweepStore) throws -> [String] {
    try (store.note(Self.jobsNote) ?? "").split(separator: " ").map(String.init)
  }

  /// Of all jobs: a shard may be under way in an earlier one.
  private func tasks(_ store: SweepStore) throws -> [Int: String] {
    try jobs(store).reduce(into: [:]) { tasks, job in
      tasks.merge(try queue.states(of: job)) { _, new in new }
    }
  }

  private static func absolute(_ path: String) throws(MachineFault) -> String {
    guard let resolved = realpath(path, nil) else {
      throw MachineFault("cannot find", path: path, reason: String(cString: strerror(errno)))
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
