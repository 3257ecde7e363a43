import Tensors

/// ONNX QLinearMatMul (10, 21) and QLinearConv (10): the product of quantised operands, quantised again.
///
/// Inputs: left operand, its scale and zero point; right operand, its scale and zero point; scale and zero point of
/// the output; for QLinearConv an optional bias [M], int32 in units of both operands' scales. Operands and output
/// are int8 or uint8, the output of its zero point's type; scales are floats. The left matrix may have a scale a row,
/// the right one a column, the weights of QLinearConv one a filter. QLinearConv has ``ConvolutionAttributes``.
struct QuantizedOperator<Product: IntegerProduct>: Operator {
  private let product: Product

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
    let (left, right) = try (inputs.required(0), inputs.required(3))
    let sums = try product.product(
      left.centered(on: inputs[2], axis: product.leftAxis(rank: left.shape.rank)),
      right.centered(on: inputs[5], axis: product.rightAxis(rank: right.shape.rank)), bias: inputs[8],
      output: shape, threads: context.threads)
    return [try requantized(sums, inputs, type)]
  }

  /// The sums times both scales over the output's, rounded to even, plus the zero point, held within the type.
  private func requantized(
    _ sums: Tensor, _ inputs: OperatorInputs, _ type: DataType
  ) throws(OperatorError) -> Tensor {
    let axes = product.outputAxes(rank: sums.shape.rank)
    let left = try Scales(inputs.required(1), for: sums.shape, axis: axes.left)
    let right = try Scales(inputs.required(4), for: sums.shape, axis: axes.right)
    let output = try Scales(inputs.required(6), for: sums.shape, axis: axes.right)
    let zero = try Scales(inputs.required(7), for: sums.shape, axis: axes.right)
    let range = type.integerRange ?? 0...0
    let rounded = sums.withElements(as: Int32.self) { source in
      Tensor(sums.shape, of: Float.self) { target in
        for i in 0..<source.count {
          let factor = left[i] * right[i] / output[i]
          let value = (Double(source[i]) * Double(factor)).rounded(.toNearestOrEven) + Double(zero[i])
          target[i] = Float(min(max(value, Double(range.lowerBound)), Double(range.upperBound)))
        }
      }
    }
    return try rounded.cast(to: type)
  }
}

/// Scales or zero points, read by the elements that they belong to.
private struct Scales {
  private let values: [Float]
  private let indexing: ScaleIndexing

  init(_ tensor: Tensor, for shape: Shape, axis: Int) throws(OperatorError) {
    values = try tensor.cast(to: .float32).elements(as: Float.self)
    indexing = try ScaleIndexing(of: tensor.shape, for: shape, axis: axis, block: 0)
  }

  /// The one of an element.
  subscript(element: Int) -> Float { values[indexing.scale(of: element)] }
}
