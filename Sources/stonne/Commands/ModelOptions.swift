import ArgumentParser
import ModelRunner
import Reports

/// Options that say which network is meant and what it is fed.
struct ModelOptions: ParsableArguments {
  @Argument(help: "The network, an ONNX file.")
  var model: String

  @Option(
    help: ArgumentHelp(
      "Inputs: an .npz, an .npy (one input), or a folder with input_*.pb. Left out: random ones.",
      valueName: "path"))
  var inputs: String?

  @Option(
    name: .customLong("input"), parsing: .singleValue,
    help: ArgumentHelp("One input from a file; repeatable.", valueName: "name=file"))
  var namedInputs: [NamedInput] = []

  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp("Value of a symbolic dimension; repeatable.", valueName: "dim=n"))
  var bindings: [DimensionBinding] = []

  @Option(help: "Seed of the random inputs.")
  var seed: UInt64 = 1

  var sources: [InputSource] {
    (inputs.map { [.path($0)] } ?? []) + namedInputs.map { .named(name: $0.name, path: $0.path) }
  }

  /// What is read for them.
  var files: [NamedFile] {
    NamedFile.model(model)
      + NamedFile.option("--inputs", inputs) { $0.hasPrefix("input_") && $0.hasSuffix(".pb") }
      + namedInputs.flatMap { NamedFile.option("--input \($0.name)", $0.path) }
  }

  mutating func validate() throws {
    let repeated = Dictionary(grouping: namedInputs, by: \.name).first { $0.value.count > 1 }
    if let repeated { throw ValidationError("--input \(repeated.key) is given twice.") }
    let rebound = Dictionary(grouping: bindings, by: \.name).first { $0.value.count > 1 }
    if let rebound { throw ValidationError("--bind \(rebound.key) is given twice.") }
  }

  var boundDimensions: [String: Int] {
    Dictionary(bindings.map { ($0.name, $0.extent) }, uniquingKeysWith: { first, _ in first })
  }
}
