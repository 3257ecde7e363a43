import Tensors

extension ExecutionPlan {
  /// Evaluates one node by its operator, outside of a run.
  /// - Parameter node: index into ``nodes``.
  package func evaluate(
    _ node: Int, _ inputs: OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var inputs = inputs
    return try steps[node].evaluator.evaluate(&inputs, in: context)
  }
}
