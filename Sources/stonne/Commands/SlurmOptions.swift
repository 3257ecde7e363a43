import ArgumentParser

/// Options that run a sweep on the nodes of a Slurm.
struct SlurmOptions: ParsableArguments {
  /// Where points run.
  enum Engine: String, ExpressibleByArgument, CaseIterable {
    case local, slurm
  }

  @Option(help: "Where points run: on this machine, or as one job array of an existing Slurm.")
  var engine: Engine = .local

  @Option(help: ArgumentHelp("Slurm: tasks of the job array (default: 16).", valueName: "n"))
  var shards: Int?

  @Option(
    name: .customLong("sbatch"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Slurm: an option of sbatch, such as --sbatch=--time=60; repeatable.", valueName: "option"))
  var options: [String] = []

  @Flag(help: "Slurm: wait until all is finished, and submit again what came to nothing.")
  var wait = false

  @Flag(help: "Slurm: say how far the sweep is, and write the files of what is finished.")
  var status = false

  @Flag(help: "Slurm: submit the points that are missing.")
  var resume = false

  @Flag(help: "Slurm: end the tasks that are under way; what is finished stays.")
  var cancel = false

  mutating func validate() throws {
    if let shards, !(1...10_000).contains(shards) {
      throw ValidationError("--shards \(shards): between 1 and 10,000.")
    }
    if [status, resume, cancel].count(where: { $0 }) > 1 {
      throw ValidationError("--status, --resume and --cancel exclude each other.")
    }
    if !isAsked, wait || shards != nil || !options.isEmpty {
      throw ValidationError("--wait, --shards and --sbatch need --engine slurm.")
    }
  }

  /// Whether anything of Slurm is to be done.
  var isAsked: Bool { engine == .slurm || status || resume || cancel }

  func run(_ session: SlurmSession) throws {
    if status { return try session.showStatus() }
    if cancel { return try session.cancel() }
    try session.submit(shards: shards ?? 16, options: options, waits: wait)
  }
}
