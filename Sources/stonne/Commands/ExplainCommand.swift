import ArgumentParser
import Reports

/// `stonne explain`: what bounds a layer, and what would change it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what bounds a layer of a run, and what more of each resource would change.",
    discussion: """
      The layer is simulated again: as it was run, with one limit after the other lifted, then with twice the \
      bandwidth, twice the array, and the best tile. The shares of the limits add up to 100 %. On a sparse machine \
      the network is run up to the layer. Files are looked for where the run found them.
      """)

  @Argument(help: ArgumentHelp("The run: its folder, or its run.json.", valueName: "run"))
  var path: String

  @Option(help: ArgumentHelp("The layer, by name or index.", valueName: "layer"))
  var layer: String

  @Option(
    help: ArgumentHelp("One machine of a run on several: its hardware file, or its name.", valueName: "name"))
  var machine: String?

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @OptionGroup var host: HostOptions

  mutating func run() throws {
    Interruption.install()
    let explanation = LayerExplanation(
      try RunFile(path: path), threads: host.threadCount, memoryLimit: host.memoryLimit)
    let documents: [ExplanationDocument]
    do {
      documents = try explanation.documents(layer: layer, machine: machine) { Interruption.signal != nil }
    } catch {
      if let signal = Interruption.signal { throw ExitStatus.interrupted(by: signal) }
      throw error
    }
    StandardStreams.writeOutput(
      try ExplanationReport(documents).text(
        in: format, width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
  }
}
