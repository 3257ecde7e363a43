import ModelGraph

extension RunRequest {
  /// The network with its inputs, to be run on many machines and pruned in many ways.
  /// - Throws: the errors of the model, its operators and its inputs.
  package func boundNetwork() throws -> BoundNetwork {
    let model = try Model.runnable(path: modelPath)
    let content = try InputLoader(
      values: model.graph.inputs, overridable: model.graph.overridableInputs, filePrefix: "input"
    ).load(inputs)
    return try BoundNetwork(model, given: content.values, bindings: bindings, context: context)
  }

  /// The network without values.
  /// - Throws: the errors of the model, its operators and its shapes.
  package func shapedNetwork() throws -> ShapedNetwork {
    try ShapedNetwork(path: modelPath, inputs: inputs, bindings: bindings, context: context)
  }
}
