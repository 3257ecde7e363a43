import ModelGraph
import Tensors

/// Gemm (ONNX Operators) on 8-bit values, alpha A' B' + C: onnxruntime's QGemm (domain com.microsoft, 1;
/// onnxruntime, "Contrib Operators").
///
/// Inputs: A, its scale and zero point; B, its scale and zero point, one or one a column; optional C [N], int32 in
/// units of both scales; scale and zero point of the output. Attributes: `alpha` (1), `transA` (0), `transB` (0).
/// The form without the output's scale, which gives floats, is refused.
struct QuantizedGemm: Operator {
  private var product: QuantizedOperator<IntegerGeneralProduct>
  private let alpha: Float

  init(_ node: NodeReader) throws(OperatorError) {
    guard node.hasInput(7), node.hasInput(8) else {
      throw .unsupported("no scale or no zero point of the output")
    }
    product = try QuantizedOperator(node)
    alpha = try node.float("alpha", default: 1)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try product.inferOutputs(of: InputFacts(Self.reordered { inputs[$0] }))
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var reordered = Self.reordered { inputs[$0] }
    if alpha != 1 {
      let scales = try inputs.required(1).cast(to: .float32)
      let scaled = scales.elements(as: Float.self).map { $0 * alpha }
      reordered[1] = Tensor(scales.shape, of: Float.self) { target in
        for i in scaled.indices { target[i] = scaled[i] }
      }
    }
    var operands = OperatorInputs(reordered)
    return try product.evaluate(&operands, in: context)
  }

  func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)? {
    var specialized = self
    try specialized.product.prepareWeights(
      Self.reordered { $0 < inputs.count ? inputs[$0] : nil }, threads: threads)
    return specialized
  }

  /// The order of ``QuantizedOperator``, where the addend comes last.
  private static func reordered<Input>(_ input: (Int) -> Input?) -> [Input?] {
    [0, 1, 2, 3, 4, 5, 7, 8, 6].map(input)
  }
}

/// The product of matrices that may have to be transposed first.
struct IntegerGeneralProduct: IntegerProduct {
  private let matrices: IntegerMatrixProduct
  private let transposesA: Bool
  private let transposesB: Bool

  init(_ reader: NodeReader) throws(OperatorError) {
    matrices = try IntegerMatrixProduct(reader)
    transposesA = try reader.flag("transA")
    transposesB = try reader.flag("transB")
  }

  func leftAxis(rank: Int) -> Int { transposesA ? 1 : 0 }
  func rightAxis(rank: Int) -> Int { transposesB ? 0 : 1 }
  func outputAxes(rank: Int) -> (left: Int, right: Int) { (0, 1) }

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]? {
    guard let left, let right else { return nil }
    guard left.count == 2, right.count == 2 else {
      throw .shape("operands of rank \(left.count) and \(right.count) where matrices are accepted")
    }
    return try matrices.outputExtents(
      transposesA ? left.reversed() : left, transposesB ? right.reversed() : right)
  }

  func depth(_ right: Shape) -> Int { right[0] }

  /// Of the operands as they are arranged.
  func sumAxes(left: Int, right: Int) -> (left: Int, right: Int)? { matrices.sumAxes(left: 2, right: 2) }

  var real: any ProductOperator { matrices.real }

  func arranged(left: Tensor) throws(OperatorError) -> Tensor { try transposesA ? left.permuted([1, 0]) : left }
  func arranged(right: Tensor) throws(OperatorError) -> Tensor {
    try transposesB ? right.permuted([1, 0]) : right
  }

  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    try matrices.wrappingProduct(left, right, output: output, threads: threads)
  }
}
