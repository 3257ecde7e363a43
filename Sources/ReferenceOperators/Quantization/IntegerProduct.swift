import Tensors

/// A product of 8-bit integers that is summed up in int32: what MatMulInteger and ConvInteger give, and what
/// QLinearMatMul and QLinearConv round to 8 bits again.
protocol IntegerProduct: Sendable {
  init(_ reader: NodeReader) throws(OperatorError)

  /// The axis of the left operand whose positions may have scales and zero points of their own.
  func leftAxis(rank: Int) -> Int
  /// The same of the right operand.
  func rightAxis(rank: Int) -> Int
  /// The axes of the output along which the left and the right operand's scales count.
  func outputAxes(rank: Int) -> (left: Int, right: Int)

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]?

  /// The product of int32 operands; sums wrap.
  func product(
    _ left: Tensor, _ right: Tensor, bias: Tensor?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor
}

/// The product of ``MatrixMultiplication``: a scale a row on the left, a column on the right.
struct IntegerMatrixProduct: IntegerProduct {
  init(_ reader: NodeReader) throws(OperatorError) {}

  func leftAxis(rank: Int) -> Int { max(rank - 2, 0) }
  func rightAxis(rank: Int) -> Int { max(rank - 1, 0) }
  func outputAxes(rank: Int) -> (left: Int, right: Int) { (max(rank - 2, 0), max(rank - 1, 0)) }

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]? {
    guard let left, let right else { return nil }
    return try MatrixMultiplication.outputExtents(left, right)
  }

  func product(
    _ left: Tensor, _ right: Tensor, bias: Tensor?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    var product = BatchedProduct(a: left, b: right, output: output, threads: threads)
    return try product.visit(Int32.self)
  }
}

/// The product of ``Convolution``: one scale for the input, one a filter for the weights.
struct IntegerConvolution: IntegerProduct {
  private let attributes: ConvolutionAttributes

  init(_ reader: NodeReader) throws(OperatorError) { attributes = try ConvolutionAttributes(reader) }

  func leftAxis(rank: Int) -> Int { 1 }
  func rightAxis(rank: Int) -> Int { 0 }
  func outputAxes(rank: Int) -> (left: Int, right: Int) { (1, 1) }

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]? {
    try attributes.outputExtents(input: left, weight: right)
  }

  func product(
    _ left: Tensor, _ right: Tensor, bias: Tensor?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    let geometry = try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: left.shape.extents, weight: right.shape.extents)
    var plain = PlainConvolution(geometry: geometry, input: left, weights: right, bias: bias)
    return try plain.visit(Int32.self)
  }
}
