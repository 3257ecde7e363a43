import ArgumentParser
import ModelRunner
import Reports

/// `stonne accuracy`: what is left of a network's accuracy as its weights are pruned, and what that saves.
struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Accuracy, cycles and energy against sparsity, on labelled data.",
    discussion: """
      Every Conv, Gemm and MatMul weight is pruned to each ratio by each method. The pruned network is judged on \
      all samples by the reference executor; cycles and energy are those of one inference with the same \
      weights, simulated on each --hw. Without labels (or data), the pruned network is compared with the dense one.
      """)

  @Argument(help: "The network, an ONNX file.")
  var model: String

  @OptionGroup var machines: MachineOptions
  @OptionGroup var samples: SampleOptions

  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp("Value of a symbolic dimension; repeatable.", valueName: "dim=n"))
  var bindings: [DimensionBinding] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Ratios to prune to, separated by commas.", valueName: "ratios"))
  var sparsity: ListArgument = ListArgument(items: [
    "0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9",
  ])

  @Option(
    help: ArgumentHelp(
      "Pruning methods, separated by commas: magnitude, global, n:m, block:RxC, channel.", valueName: "methods"))
  var prune: ListArgument = ListArgument(items: ["magnitude"])

  @Option(
    name: .customLong("sparsity-map"),
    help: ArgumentHelp(
      "Layers that keep a ratio of their own, a TOML file of lines `\"layer\" = ratio`.", valueName: "file"))
  var sparsityMap: String?

  @Option(help: "Seed of random samples.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Write accuracy.csv, accuracy.html and predictions.csv into this folder.", valueName: "dir")
  )
  var out: String?

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
  }

  mutating func run() throws {
    Interruption.install()
    try OutputConflict.requireNone(
      writing: out.map { AccuracyReport.files(in: $0) } ?? [],
      reading: NamedFile.model(model) + machines.files + samples.files
        + NamedFile.option("--sparsity-map", sparsityMap))
    let study = try request().prepare()
    let folder = try out.map { try OutputFolder($0) }
    let result: AccuracyResult
    do {
      result = try run(study)
    } catch {
      folder?.discard()
      throw error
    }
    let report = AccuracyReport(result)
    if let folder { try report.write(to: folder.path) }
    StandardStreams.writeOutput(
      try report.text(in: format, width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
    if let signal = Interruption.signal { throw ExitStatus.interrupted(by: signal) }
  }

  private func run(_ study: AccuracyStudy) throws -> AccuracyResult {
    let progress = host.showsProgress ? StudyProgress() : nil
    defer { progress?.finish() }
    return try study.run(observer: progress) { Interruption.signal != nil }
  }

  private func request() throws -> AccuracyRequest {
    var run = RunRequest(modelPath: model)
    run.bindings = Dictionary(bindings.map { ($0.name, $0.extent) }, uniquingKeysWith: { first, _ in first })
    run.seed = seed
    machines.apply(to: &run)
    run.sparsityMap = sparsityMap
    host.apply(to: &run)
    var request = AccuracyRequest(run)
    request.ratios = sparsity.items
    request.methods = prune.items
    request.data = samples.data
    request.labels = samples.labels
    request.inputName = samples.inputName
    request.limit = samples.limit
    return request
  }
}
