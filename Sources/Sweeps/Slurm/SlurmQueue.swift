import Diagnostics

/// An existing Slurm, through its own commands: sbatch, squeue, scancel.
struct SlurmQueue {
  /// Submits tasks of one job array.
  /// - Parameters:
  ///   - script: the job's script.
  ///   - tasks: their numbers.
  ///   - log: where a task's output goes, with Slurm's `%A` and `%a`.
  ///   - options: of sbatch, besides.
  /// - Returns: the job's identifier.
  /// - Throws: ``SweepError/slurm(command:reason:hint:)``, `MachineFault`.
  func submit(_ script: String, tasks: [Int], log: String, options: [String]) throws -> String {
    let output = try run(
      "sbatch",
      [
        "--parsable", "--job-name=stonne-sweep", "--array=\(Self.ranges(tasks))", "--output=\(log)",
        "--open-mode=append", "--requeue", "--signal=B:USR1@30",
      ] + options + [script])
    // `123`, or `123;cluster`.
    guard let job = output.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).first, Int(job) != nil else {
      throw SweepError.slurm(command: "sbatch", reason: "it printed no number of a job: \(output)", hint: nil)
    }
    return String(job)
  }

  /// The states of a job's tasks that are not over, by their numbers.
  /// - Throws: ``SweepError/slurm(command:reason:hint:)``, `MachineFault`.
  func states(of job: String) throws -> [Int: String] {
    let result = try ChildCommand.run("squeue", ["--noheader", "--array", "--jobs=\(job)", "--format=%K %T"])
    guard let result else { throw Self.missing("squeue") }
    guard result.status == 0 else {
      // A job that is long over is no longer known.
      if result.errors.contains("Invalid job id") { return [:] }
      throw SweepError.slurm(command: "squeue", reason: result.errors, hint: nil)
    }
    var states: [Int: String] = [:]
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let task = Int(words[0]), words[1] != "COMPLETED" { states[task] = String(words[1]) }
    }
    return states
  }

  /// Ends a job with all its tasks.
  /// - Throws: ``SweepError/slurm(command:reason:hint:)``, `MachineFault`.
  func cancel(_ job: String) throws { _ = try run("scancel", [job]) }

  private func run(_ command: String, _ arguments: [String]) throws -> String {
    guard let result = try ChildCommand.run(command, arguments) else { throw Self.missing(command) }
    guard result.status == 0 else {
      throw SweepError.slurm(
        command: command, reason: result.errors.isEmpty ? "it failed" : result.errors, hint: nil)
    }
    return result.output
  }

  private static func missing(_ command: String) -> SweepError {
    .slurm(
      command: command, reason: "there is no such program",
      hint: "install Slurm's client (Debian: slurm-client), or run the parts with --shard i/N")
  }

  /// Numbers as sbatch takes them: `1-3,7`.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 >= number {
        ranges[ranges.count - 1] = last.lowerBound...max(number, last.upperBound)
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
