import Tensors

/// ONNX QLinearMatMul (10, 21) and QLinearConv (10): the product of quantised operands, quantised again.
///
/// Inputs: left operand, its scale and zero point; right operand, its scale and zero point; scale and zero point of
/// the output; for QLinearConv an optional bias [M], int32 in units of both operands' scales. Operands and output
/// are int8 or uint8, the output of its zero point's type; scales are floats. The left matrix may have a scale a row,
/// the right one a column, the weights of QLinearConv one a filter. QLinearConv has ``ConvolutionAttributes``.
struct QuantizedOperator<Product: IntegerProduct>: Operator {
  private let product: Product
  /// The right operand where it is constant.
  private var weights: IntegerWeights?

  init(_ reader: NodeReader) throws(OperatorError) { product = try Product(reader) }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let left = try inputs.required(0, of: DataType.bytes)
    let right = try inputs.required(3, of: DataType.bytes)
    for scale in [1, 4, 6] { _ = try inputs.required(scale, of: DataType.floats) }
    let zero = try inputs.required(7, of: DataType.bytes)
    try inputs.check(8, of: [.int32])
    let extents = try product.outputExtents(left.extents, right.extents)
    if let bias = inputs[8]?.extents, let extents { try Convolution.checkBias(bias, filters: extents[1]) }
    return [ValueFact(zero.dataType, extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let right: IntegerWeights
    if let weights {
      right = weights
    } else {
      right = try product.weights(inputs.required(3), zero: inputs[5], threads: context.threads)
    }
    let sums = try product.sums(inputs.required(0), zero: inputs[2], right, output: shape, in: context)
    return [try requantized(sums, inputs, type, threads: context.threads)]
  }

  func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)? {
    var specialized = self
    try specialized.prepareWeights(inputs, threads: threads)
    return specialized
  }

  /// Makes the right operand now where it is constant.
  mutating func prepareWeights(_ inputs: [ValueFact?], threads: Int) throws(OperatorError) {
    weights = try product.constantWeights(inputs, right: 3, zero: 5, threads: threads)
  }

  /// The sums, plus the bias, times both scales over the output's, rounded to even, plus the zero point, held within
  /// the type.
  private func requantized(
    _ sums: Tensor, _ inputs: OperatorInputs, _ type: DataType, threads: Int
  ) throws(OperatorError) -> Tensor {
    let axes = product.outputAxes(rank: sums.shape.rank)
    let total = try inputs[8].map { bias throws(OperatorError) in sums.adding(bias) } ?? sums
    let requantization = Requantization(
      left: try Scales(inputs.required(1), for: sums.shape, axis: axes.left),
      right: try Scales(inputs.required(4), for: sums.shape, axis: axes.right),
      output: try Scales(inputs.required(6), for: sums.shape, axis: axes.right),
      zero: try Scales(inputs.required(7), for: sums.shape, axis: axes.right), type: type)
    return requantization(total, threads: threads)
  }
}

extension Tensor {
  /// int32 sums [N, M, ...] plus a bias [M]; sums wrap.
  fileprivate func adding(_ bias: Tensor) -> Tensor {
    let plane = shape.count(of: 2..<shape.rank)
    var result = self
    bias.withElements(as: Int32.self) { bias in
      result.withMutableElements(as: Int32.self) { sums in
        for row in 0..<sums.count / max(plane, 1) {
          let value = bias[row % bias.count]
          for i in row * plane..<(row + 1) * plane { sums[i] &+= value }
        }
      }
    }
    return result
  }
}
