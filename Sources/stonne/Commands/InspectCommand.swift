import ArgumentParser
import Hardware
import ModelRunner
import Reports

/// `stonne inspect`: what is in a model, and what of it an accelerator would run.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a network's nodes, shapes, MACs, and which go to the accelerator.",
    discussion: "Unsupported operators are named all at once.")

  @Argument(help: "The network, an ONNX file.")
  var model: String

  @Option(
    name: .customLong("hw"),
    help: ArgumentHelp("Place the nodes on this hardware (default: a MAERI array).", valueName: "file"))
  var hardware: String?

  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp("Value of a symbolic dimension; repeatable.", valueName: "dim=n"))
  var bindings: [DimensionBinding] = []

  @Option(help: "What goes to stdout: table or json.")
  var format: InspectionFormat = .table

  mutating func run() throws {
    let machine = try hardware.map { try HardwareConfiguration(path: $0) } ?? HardwareConfiguration()
    let extents = Dictionary(bindings.map { ($0.name, $0.extent) }, uniquingKeysWith: { _, last in last })
    let document = InspectionDocument(try ModelInspection(path: model, bindings: extents, on: machine))
    switch format {
    case .table:
      StandardStreams.writeOutput(
        InspectionTable(document).text(width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
    case .json: StandardStreams.writeOutput(try JSONText.encode(document))
    }
  }
}

/// What `inspect` prints on stdout.
enum InspectionFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}
