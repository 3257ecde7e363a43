import Glibc
import Reports
import Sweeps

/// A sweep on Slurm's nodes: submitting, looking at it, ending it.
struct SlurmSession {
  let sweep: SlurmSweep
  let session: SweepSession
  let format: ReportFormat

  /// Between two looks at the queue.
  private static let interval: UInt32 = 2

  /// Submits what is missing.
  /// - Parameter waits: whether to stay until all is finished, and to submit again what came to nothing.
  func submit(shards: Int, options: [String], waits: Bool) throws {
    var finished = -1
    repeat {
      if let (job, count) = try sweep.submit(shards: shards, options: options) {
        session.note("submitted job \(job) with \(count) shards")
      }
      guard waits else { return try showStatus() }
      let status = try waitForTasks()
      // A submission that finishes nothing would go on for ever.
      guard !status.isDone, status.finished > finished, Interruption.signal == nil else { break }
      finished = status.finished
    } while true
    try session.writeReport(in: format)
  }

  /// Says how far the sweep is, and writes the files of what is finished.
  func showStatus() throws {
    let status = try sweep.status()
    var text = "\(NumberText.grouped(status.finished)) of \(NumberText.grouped(status.points)) points finished\n"
    if let job = status.job {
      let tasks = status.tasks.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.lowercased())" }
      text += "job \(job): " + (tasks.isEmpty ? "no task under way" : tasks.joined(separator: ", ")) + "\n"
    }
    if !status.isDone, !status.isRunning { text += "--resume submits what is missing\n" }
    try session.writeFiles()
    StandardStreams.writeOutput(text)
  }

  /// Ends what is under way; what is finished stays.
  func cancel() throws {
    let jobs = try sweep.cancel()
    StandardStreams.writeOutput(jobs.isEmpty ? "no task under way\n" : jobs.map { "ended job \($0)\n" }.joined())
  }

  private func waitForTasks() throws -> SlurmSweep.Status {
    var status = try sweep.status()
    while status.isRunning, Interruption.signal == nil {
      sleep(Self.interval)
      status = try sweep.status()
    }
    return status
  }
}
