/// The rows of ONNX's preview training operators.
package enum TrainingOperators {
  private static let domain = "ai.onnx.preview.training"

  package static let definitions: [OperatorDefinition] = [
    row("Adagrad", attributes: ["decay_factor", "epsilon", "norm_coefficient"], make: Optimizer.adagrad),
    row(
      "Adam", attributes: ["alpha", "beta", "epsilon", "norm_coefficient", "norm_coefficient_post"],
      make: Optimizer.adam),
    row("Momentum", attributes: ["alpha", "beta", "mode", "norm_coefficient"], make: Optimizer.momentum),
  ]

  private static func row(
    _ name: String, attributes: Set<String>,
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> Optimizer
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: 1, domain: domain, inputs: 5...Int.max, outputs: .oneOrMore, attributes: attributes
    ) { node throws(OperatorError) in try make(node) }
  }
}
