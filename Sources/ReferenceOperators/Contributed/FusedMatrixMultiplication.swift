import Tensors

/// FusedMatMul (domain com.microsoft, 1; onnxruntime, "Contrib Operators"): alpha A' B', ONNX's MatMul with each
/// operand's last two axes exchanged first where `transA`, `transB` says so. Inputs as of
/// ``MatrixMultiplication``; attributes: `alpha` (1),
/// `transA` (0), `transB` (0); `transBatchA` and `transBatchB` have to be 0.
struct FusedMatrixMultiplication: Operator {
  private let product: MatrixMultiplication
  private let alpha: Float
  private let transposesA: Bool
  private let transposesB: Bool

  init(_ node: NodeReader) throws(OperatorError) {
    product = try MatrixMultiplication(node)
    alpha = try node.float("alpha", default: 1)
    transposesA = try node.flag("transA")
    transposesB = try node.flag("transB")
    for name in ["transBatchA", "transBatchB"] where try node.flag(name) { throw .unsupported(name) }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    func fact(_ index: Int, _ transposes: Bool) throws(OperatorError) -> ValueFact {
      var fact = try inputs.required(index)
      guard transposes, var extents = fact.extents, extents.count > 1 else { return fact }
      extents.swapAt(extents.count - 1, extents.count - 2)
      fact = ValueFact(fact.dataType, extents)
      return fact
    }
    return try product.inferOutputs(of: InputFacts([fact(0, transposesA), fact(1, transposesB)]))
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var operands = OperatorInputs([
      try Self.arranged(inputs.take(0), transposesA), try Self.arranged(inputs.take(1), transposesB),
    ])
    let result = try product.evaluate(&operands, in: context)[0]
    guard alpha != 1 else { return [result] }
    var scaling = OperatorInputs([result, try Tensor(scalar: alpha).cast(to: result.dataType)])
    return try BinaryMap(Multiplication()).evaluate(&scaling, in: context)
  }

  private static func arranged(_ tensor: Tensor, _ transposes: Bool) throws(OperatorError) -> Tensor {
    guard transposes, tensor.shape.rank > 1 else { return tensor }
    var order = Array(0..<tensor.shape.rank)
    order.swapAt(order.count - 1, order.count - 2)
    return try tensor.permuted(order)
  }
}
