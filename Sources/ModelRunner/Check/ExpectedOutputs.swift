import Tensors

/// Outputs that a user expects of a network.
struct ExpectedOutputs: Sendable {
  let outputs: [NamedTensor]

  /// - Parameter path: an `.npz`, an `.npy` (one output), or a folder with `output_*.pb`.
  /// - Throws: ``InputError`` where a name is no output of the network or an output is missing.
  init(path: String, of network: PreparedNetwork) throws {
    let loader = InputLoader(values: network.model.graph.outputs, filePrefix: "output")
    let values = try loader.load([.path(path)]).values
    outputs = try network.model.graph.outputs.map { output in
      guard let tensor = values[output.name] else {
        throw InputError.noExpectation(output: output.name, path: path)
      }
      return NamedTensor(name: output.name, tensor: tensor)
    }
  }
}
