import ArgumentParser
import Reports
import Sweeps

/// `stonne sweep`: many runs over models, hardware, pruning and mappers, as a file lists them.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run all points of a design space, resumably, and say which ones are best.",
    discussion: """
      SPEC.toml has [axes] with lists such as model, hardware, ms_size, sparsity, mapper; every combination that \
      can be built is a point. Results go into a database in --out, a row a point: run the command again to \
      continue. sweep.csv, sweep.json and sweep.html are made of it.
      """)

  @Argument(help: ArgumentHelp("What to sweep, a TOML file.", valueName: "spec"))
  var specification: String

  @Option(help: ArgumentHelp("The folder of the results.", valueName: "dir"))
  var out: String?

  @Flag(help: "List the points, those that are dropped and why, and an estimate of the time; run nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Points that run at a time (default: as many as there are threads).", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Run one of N equal parts into a database of its own: i/N.", valueName: "i/N"))
  var shard: SweepShard?

  @Flag(help: "Run nothing: bring the shards' results together and write the files.")
  var merge = false

  @Flag(help: "Run points again that failed.")
  var retryFailed = false

  @Option(help: ArgumentHelp("Make the report of this point, with all its layers.", valueName: "n"))
  var point: Int?

  @OptionGroup var slurm: SlurmOptions

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    if out == nil, !dryRun { throw ValidationError("--out DIR is needed, or --dry-run.") }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs \(jobs): between 1 and 1024.") }
    let modes = [dryRun, shard != nil, merge, point != nil, slurm.isAsked].count { $0 }
    if modes > 1 {
      throw ValidationError(
        "--dry-run, --shard, --merge, --point, --status, --cancel and Slurm exclude each other.")
    }
  }

  mutating func run() throws {
    Interruption.install()
    let specification = try SweepSpecification(path: specification)
    let points = try SweepPoints(specification)
    guard !dryRun, let out else {
      let text = DryRun(specification, points).text(jobs: limits.jobs, width: StandardStreams.outputWidth)
      return StandardStreams.writeOutput(text)
    }
    let folder = try SweepFolder(out)
    try OutputConflict.requireNone(
      writing: folder.files(shard: shard, point: point), reading: specification.files)
    let session = SweepSession(
      specification: specification, points: points, folder: folder, host: host, limits: limits)
    if slurm.isAsked {
      let sweep = SlurmSweep(specification, points, in: session.folder)
      try slurm.run(SlurmSession(sweep: sweep, session: session, format: format))
    } else if let point {
      try session.report(ofPoint: point)
    } else if let shard {
      try session.run(shard, retryingFailures: retryFailed)
    } else {
      if merge { try session.merge() } else { try session.run(nil, retryingFailures: retryFailed) }
      try session.writeReport(in: format)
    }
    if let signal = Interruption.signal { throw ExitStatus.interrupted(by: signal) }
  }

  private var limits: SweepRun.Limits {
    SweepRun.Limits(jobs: jobs ?? host.threadCount, threads: host.threadCount, memory: host.memoryLimit)
  }
}

extension SweepShard: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
