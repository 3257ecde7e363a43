import Tensors

/// Outputs that a user expects of a network: all of them or some.
struct ExpectedOutputs: Sendable {
  let outputs: [NamedTensor]

  /// - Parameters:
  ///   - path: an `.npz`, an `.npy` (one output), or a folder with `output_*.pb`.
  /// - Throws: ``InputError`` where a name is no output of the network, or no output is named.
  ///   - memoryLimit: bytes that what is compressed may take.
  init(path: String, of network: PreparedNetwork, memoryLimit: Int) throws {
    let loader = InputLoader(
      values: network.model.graph.outputs, filePrefix: "output", memoryLimit: memoryLimit)
    let content = try loader.load([.path(path)])
    outputs = network.model.graph.outputs.flatMap { output in
      let value = content.values[output.name].map(Value.tensor) ?? content.others[output.name]
      return value?.tensors(named: output.name) ?? []
    }
    if outputs.isEmpty {
      throw InputError.noExpectation(outputs: network.model.graph.outputs.map(\.name), path: path)
    }
  }
}
