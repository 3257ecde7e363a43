import ArgumentParser
import CycleSimulator
import Mapping
import ModelRunner
import Reports

/// `stonne run`: the whole network, on an accelerator or on the reference executor alone.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a whole network and report what each layer cost.",
    discussion: """
      Without --hw everything runs on the CPU reference executor, with times per node. If the inputs \
      come from an .npz with an array `labels` that is no input of the model, the accuracy is reported.

      Columns of the table (`stonne statistics` says what every other key and counter means):

      \(StatisticsText.printedColumns)
      """)

  @OptionGroup var network: ModelOptions
  @OptionGroup var machines: MachineOptions
  @OptionGroup var search: SearchOptions
  @OptionGroup var pruning: PruningOptions
  @OptionGroup var timing: TimingOptions
  @OptionGroup var checks: CheckOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var graph: GraphOptions
  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    try timing.check(machines: machines, pruning: pruning, checks: checks)
  }

  mutating func run() throws {
    Interruption.install()
    let named = graph.files(machines: machines.paths) + search.files
    try OutputConflict.requireNone(
      writing: named + output.files(machines: machines.paths),
      reading: network.files + machines.files + pruning.files)
    // What an earlier run left in --out may be expected of this one: it is read first, and replaced as in any rerun.
    try OutputConflict.requireNone(writing: named, reading: checks.files)
    let cache = try search.mappingCache()
    let request = request(remembering: cache?.memory)
    let prepared = timing.timingOnly ? nil : try request.prepare()
    if output.out != nil, let prepared { try RunReport.requireNames(of: prepared) }
    if !host.quiet { for note in notes { StandardStreams.writeError("stonne: note: \(note)\n") } }
    let annotated = try graph.annotatedModel(of: network.model)
    let folder = try output.out.map { try OutputFolder($0) }
    let results: [RunResult]
    do {
      results = try run(request, prepared)
    } catch {
      folder?.discard()
      throw error
    }
    try search.write(cache, quietly: host.quiet)
    let report = RunReport(results, of: request, withTimings: !output.noTimings)
    if let folder { try report.write(to: folder.path, detail: output.detail, megahertz: output.clockMhz) }
    if Interruption.signal == nil { try graph.write(report, annotated) }
    StandardStreams.writeOutput(
      try report.text(in: output.format, width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
    if !host.quiet, results.contains(where: { $0.machine != nil && $0.totals.acceleratorLayers == 0 }) {
      StandardStreams.writeError("stonne: note: \(ProcessorNodes.nothingAccelerated)\n")
    }
    if let signal = Interruption.signal { throw ExitStatus.interrupted(by: signal) }
    guard results.allSatisfy(\.passed) else { throw ExitStatus.checkFailed }
  }

  /// - Parameter prepared: nil for timing only.
  private func run(_ request: RunRequest, _ prepared: PreparedRun?) throws -> [RunResult] {
    let progress = host.showsProgress ? ProgressDisplay() : nil
    defer { progress?.finish() }
    guard let prepared else { return try request.time(observer: progress) { Interruption.signal != nil } }
    return try prepared.run(observer: progress) { Interruption.signal != nil }
  }

  /// - Parameter searches: for tiles, which need not be made again.
  private func request(remembering searches: SearchMemory?) -> RunRequest {
    var request = RunRequest(modelPath: network.model)
    request.inputs = network.sources
    request.bindings = network.boundDimensions
    request.seed = network.seed
    request.comparesTimes = !output.noTimings
    machines.apply(to: &request)
    request.target = search.target
    request.searchLimits = search.limits
    if let searches { request.searches = searches }
    request.checksAgainstReference = checks.check
    request.expectation = checks.expect
    request.tolerance = checks.tolerance
    request.sparsity = pruning.sparsity
    request.sparsityMap = pruning.sparsityMap
    request.pruningMethod = pruning.prune
    host.apply(to: &request)
    return request
  }
}
