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
  /// The axes of operands of some ranks along which the sums run; `nil` where they cannot be cut.
  func sumAxes(left: Int, right: Int) -> (left: Int, right: Int)?
  /// The operator on floats.
  var real: any ProductOperator { get }
  /// The operands as ``real`` takes them.
  func arranged(left: Tensor) throws(OperatorError) -> Tensor
  func arranged(right: Tensor) throws(OperatorError) -> Tensor
  /// The product of int32 operands as ``real`` takes them; sums wrap.
  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor
}

extension IntegerProduct {
  func arranged(left: Tensor) throws(OperatorError) -> Tensor { left }
  func arranged(right: Tensor) throws(OperatorError) -> Tensor { right }

  /// The right operand minus its zero points.
  /// - Parameter left: the left operand's shape where it is known before the run.
  func weights(
    _ right: Tensor, zero: Tensor?, left: Shape? = nil, threads: Int
  ) throws(OperatorError) -> IntegerWeights {
    let centered = try right.centered(on: zero, axis: rightAxis(rank: right.shape.rank), threads: threads)
    return try IntegerWeights(arranged(right: centered), for: self, left: left, threads: threads)
  }

  /// The weights, made before the run where they and their zero points are constant.
  /// - Parameters:
  ///   - inputs: what is known of the node's inputs.
  ///   - right: the index of the right operand; its zero points are `zero`.
  func constantWeights(
    _ inputs: [ValueFact?], right: Int, zero: Int, threads: Int
  ) throws(OperatorError) -> IntegerWeights? {
    guard right < inputs.count, let values = inputs[right]?.constant, DataType.bytes.contains(values.dataType)
    else { return nil }
    let zeros = zero < inputs.count ? inputs[zero] : nil
    guard zeros == nil || zeros?.constant != nil else { return nil }
    return try weights(values, zero: zeros?.constant, left: inputs[0]?.shape, threads: threads)
  }

  /// The product of 8-bit operands minus their zero points, as int32.
  func sums(
    _ left: Tensor, zero: Tensor?, _ weights: IntegerWeights, output: Shape, in context: ExecutionContext
  ) throws(OperatorError) -> Tensor {
    let centered = try left.centered(on: zero, axis: leftAxis(rank: left.shape.rank), threads: context.threads)
    let left = try arranged(left: centered)
    guard weights.isExact else {
      return try wrappingProduct(
        left.cast(to: .int32), weights.parts[0].elements.cast(to: .int32), output: output,
        threads: context.threads)
    }
    var sums: Tensor?
    for part in weights.parts {
      var operand = left
      if weights.parts.count > 1, let axis = sumAxes(left: left.shape.rank, right: 0)?.left {
        operand = try left.part(part.range, axis: axis)
      }
      let product = try product(operand, part, output: output, in: context)
      if sums == nil { sums = product.integers(threads: context.threads) } else { sums?.add(product) }
    }
    return sums ?? Tensor(output, of: Int32.self) { _ in }
  }

  private func product(
    _ left: Tensor, _ right: IntegerWeights.Part, output: Shape, in context: ExecutionContext
  ) throws(OperatorError) -> Tensor {
    let product = try real.evaluate(
      [left, right.elements], packed: right.packed, then: nil, output: output, threads: context.threads)
    if let product { return product }
    var operands = OperatorInputs([left, right.elements])
    return try real.evaluate(&operands, in: context)[0]
  }
}

extension Tensor {
  /// Floats that hold integers as int32.
  fileprivate func integers(threads: Int) -> Tensor {
    withElements(as: Float.self) { source in
      Tensor(shape, of: Int32.self) { target in
        guard let x = source.baseAddress, let y = target.baseAddress else { return }
        concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
          ck_take_integers(x + part.lowerBound, y + part.lowerBound, part.count)
        }
      }
    }
  }

  /// Adds floats that hold integers to int32 elements; sums wrap.
  fileprivate mutating func add(_ floats: Tensor) {
    floats.withElements(as: Float.self) { source in
      withMutableElements(as: Int32.self) { target in
        guard let x = source.baseAddress, let y = target.baseAddress else { return }
        ck_add_integers(x, y, source.count)
      }
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

  func sumAxes(left: Int, right: Int) -> (left: Int, right: Int)? { (max(left - 1, 0), max(right - 2, 0)) }

  var real: any ProductOperator { multiplication }

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

  func sumAxes(left: Int, right: Int) -> (left: Int, right: Int)? { attributes.groups == 1 ? (1, 1) : nil }

  var real: any ProductOperator { convolution }

  func wrappingProduct(
    _ left: Tensor, _ right: Tensor, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    let geometry = try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: left.shape.extents, weight: right.shape.extents)
    var plain = PlainConvolution(geometry: geometry, input: left, weights: right, bias: nil)
    return try plain.visit(Int32.self)
  }
}
