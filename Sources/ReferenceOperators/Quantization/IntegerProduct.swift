import CKernels
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

  /// How many products one element of the output is the sum of.
  func depth(_ right: Shape) -> Int
  /// The product of float operands.
  func product(_ left: Tensor, _ right: Tensor, in context: ExecutionContext) throws(OperatorError) -> Tensor
  /// The product of int32 operands; sums wrap.
  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor
}

extension IntegerProduct {
  /// The product of 8-bit operands minus their zero points, as int32.
  func sums(
    _ left: Tensor, zero leftZero: Tensor?, _ right: Tensor, zero rightZero: Tensor?, output: Shape,
    in context: ExecutionContext
  ) throws(OperatorError) -> Tensor {
    try sums(
      left.centered(on: leftZero, axis: leftAxis(rank: left.shape.rank)),
      right.centered(on: rightZero, axis: rightAxis(rank: right.shape.rank)), output: output, in: context)
  }

  /// The product, as int32, of floats that hold integers.
  ///
  /// A float holds every integer up to 2^24: where no partial sum can exceed that, the float kernels give the
  /// exact result, in whatever order they add.
  func sums(
    _ left: Tensor, _ right: Tensor, output: Shape, in context: ExecutionContext
  ) throws(OperatorError) -> Tensor {
    let bound = left.largestMagnitude * right.largestMagnitude * Double(depth(right.shape))
    guard bound <= 0x1p24 else {
      return try wrappingProduct(
        left.cast(to: .int32), right.cast(to: .int32), output: output, threads: context.threads)
    }
    return try product(left, right, in: context).cast(to: .int32)
  }
}

extension Tensor {
  /// The largest magnitude among float elements.
  fileprivate var largestMagnitude: Double {
    withElements(as: Float.self) { elements in
      var (low, high): (Float, Float) = (0, 0)
      ck_extremes(elements.baseAddress, elements.count, &low, &high)
      return elements.isEmpty ? 0 : Double(max(-low, high))
    }
  }
}

/// The product of ``MatrixMultiplication``: a scale a row on the left, a column on the right.
struct IntegerMatrixProduct: IntegerProduct {
  private let multiplication: MatrixMultiplication

  init(_ reader: NodeReader) throws(OperatorError) { multiplication = try MatrixMultiplication(reader) }

  func leftAxis(rank: Int) -> Int { max(rank - 2, 0) }
  func rightAxis(rank: Int) -> Int { max(rank - 1, 0) }
  func outputAxes(rank: Int) -> (left: Int, right: Int) { (max(rank - 2, 0), max(rank - 1, 0)) }

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]? {
    guard let left, let right else { return nil }
    return try MatrixMultiplication.outputExtents(left, right)
  }

  func depth(_ right: Shape) -> Int { right.rank == 1 ? right[0] : right[right.rank - 2] }

  func product(_ left: Tensor, _ right: Tensor, in context: ExecutionContext) throws(OperatorError) -> Tensor {
    var operands = OperatorInputs([left, right])
    return try multiplication.evaluate(&operands, in: context)[0]
  }

  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    var product = BatchedProduct(a: left, b: right, output: output, threads: threads)
    return try product.visit(Int32.self)
  }
}

/// The product of ``Convolution``: one scale for the input, one a filter for the weights.
struct IntegerConvolution: IntegerProduct {
  private let attributes: ConvolutionAttributes
  private let convolution: Convolution

  init(_ reader: NodeReader) throws(OperatorError) {
    attributes = try ConvolutionAttributes(reader)
    convolution = try Convolution(reader)
  }

  func leftAxis(rank: Int) -> Int { 1 }
  func rightAxis(rank: Int) -> Int { 0 }
  func outputAxes(rank: Int) -> (left: Int, right: Int) { (1, 1) }

  func outputExtents(_ left: [Int?]?, _ right: [Int?]?) throws(OperatorError) -> [Int?]? {
    try attributes.outputExtents(input: left, weight: right)
  }

  func depth(_ right: Shape) -> Int { right.count(of: 1..<right.rank) }

  func product(_ left: Tensor, _ right: Tensor, in context: ExecutionContext) throws(OperatorError) -> Tensor {
    var operands = OperatorInputs([left, right])
    return try convolution.evaluate(&operands, in: context)[0]
  }

  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    let geometry = try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: left.shape.extents, weight: right.shape.extents)
    var plain = PlainConvolution(geometry: geometry, input: left, weights: right, bias: nil)
    return try plain.visit(Int32.self)
  }
}
