import ArgumentParser
import Reports

/// Options that put a run's results onto the graph, for viewers of networks.
struct GraphOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the model again, each node with its statistics in its metadata, which Netron shows.",
      valueName: "out.onnx"))
  var annotate: String?

  @Option(
    help: ArgumentHelp("Write node data for Google's Model Explorer, which colours the graph.", valueName: "file"))
  var modelExplorer: String?

  @Option(help: "What --model-explorer colours nodes by.")
  var modelExplorerValue: ModelExplorerData.Quantity = .cycles

  mutating func validate() throws {
    if annotate?.isEmpty == true { throw ValidationError("--annotate needs the name of a file.") }
    if modelExplorer?.isEmpty == true { throw ValidationError("--model-explorer needs the name of a file.") }
  }

  /// What is written for them.
  /// - Parameter machines: hardware files.
  func files(machines: [String]) -> [NamedFile] {
    let nodeData = modelExplorer.map { RunReport.nodeData(at: $0, machines: machines) } ?? []
    return NamedFile.option("--annotate", annotate)
      + nodeData.flatMap { NamedFile.option("--model-explorer", $0) }
  }

  /// The copy to write after the run.
  /// - Throws: `AnnotationError`, `OnnxError`, `MachineFault` where that cannot be done.
  func annotatedModel(of model: String) throws -> AnnotatedModel? {
    try annotate.map { try AnnotatedModel(of: model, at: $0) }
  }

  func write(_ report: RunReport, _ model: AnnotatedModel?) throws {
    if let model { try report.write(model) }
    if let modelExplorer { try report.writeNodeData(modelExplorerValue, to: modelExplorer) }
  }
}

extension ModelExplorerData.Quantity: ExpressibleByArgument {}
