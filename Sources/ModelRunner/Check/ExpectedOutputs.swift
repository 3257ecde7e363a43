import Tensors

/// Outputs that a user expects of a network: all of them or some.
struct ExpectedOutputs: Sendable {
  let outputs: [NamedTensor]

  /// - Parameter path: an `.npz`, an `.npy` (one output), or a folder with `output_*.pb`.
  /// - Throws: ``InputError`` where a name is no output of the network, or no output is named.
  init(path: String, of network: PreparedNetwork) throws {
    let loader = InputLoader(values: network.model.graph.outputs, filePrefix: "output")
    let values = try loader.load([.path(path)]).values
    outputs = network.model.graph.outputs.compactMap { output in
      values[output.name].map { NamedTensor(name: output.name, tensor: $0) }
    }
    if outputs.isEmpty {
      throw InputError.noExpectation(outputs: network.model.graph.outputs.map(\.name), path: path)
    }
  }
}
