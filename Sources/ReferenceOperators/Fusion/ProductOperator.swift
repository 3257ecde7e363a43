import Tensors

/// An operator whose kernel can go on with elementwise operators on what it stores, and read constant weights
/// packed.
protocol ProductOperator: Operator {
  /// The weights packed for the kernels, where they are constant and that pays.
  func packWeights(_ inputs: [ValueFact?], threads: Int) -> PackedOperand?

  /// The operator on float32 inputs, then the program on its output.
  /// - Parameter output: the output's shape; the program's as well.
  /// - Returns: `nil` where the kernels cannot do that.
  func evaluate(
    _ inputs: [Tensor?], packed: PackedOperand?, then program: ElementProgram?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor?
}
