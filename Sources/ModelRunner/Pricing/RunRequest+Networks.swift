extension RunRequest {
  /// The network with its inputs, to be run on many machines and pruned in many ways.
  /// - Throws: the errors of the model, its operators and its inputs.
  package func boundNetwork() throws -> BoundNetwork {
    try BoundNetwork.read(path: modelPath, inputs: inputs, bindings: bindings, context: context).network
  }

  /// The network without values.
  /// - Throws: the errors of the model, its operators and its shapes.
  package func shapedNetwork() throws -> ShapedNetwork {
    try ShapedNetwork(path: modelPath, inputs: inputs, bindings: bindings, context: context)
  }
}
