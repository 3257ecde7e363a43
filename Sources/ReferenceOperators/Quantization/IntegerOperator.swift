import Tensors

/// ONNX MatMulInteger (10) and ConvInteger (10): the product of 8-bit integers minus their zero points.
///
/// Inputs: two operands, int8 or uint8 each, and their optional zero points: one, or one a row of the left
/// matrix, a column of the right one, a filter. Output: int32. ConvInteger has ``ConvolutionAttributes``.
struct IntegerOperator<Product: IntegerProduct>: Operator {
  private let product: Product
  /// The right operand where it is constant.
  private var weights: IntegerWeights?

  init(_ reader: NodeReader) throws(OperatorError) { product = try Product(reader) }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let left = try inputs.required(0, of: DataType.bytes)
    let right = try inputs.required(1, of: DataType.bytes)
    return [ValueFact(.int32, try product.outputExtents(left.extents, right.extents))]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    let right: IntegerWeights
    if let weights {
      right = weights
    } else {
      right = try product.weights(inputs.required(1), zero: inputs[3], threads: context.threads)
    }
    return [try product.sums(inputs.required(0), zero: inputs[2], right, output: shape, in: context)]
  }

  func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)? {
    var specialized = self
    specialized.weights = try product.constantWeights(inputs, right: 1, zero: 3, threads: threads)
    return specialized
  }
}

extension DataType {
  /// The types of the products of 8-bit integers.
  static let bytes: [DataType] = [.int8, .uint8]
}

extension Tensor {
  /// 8-bit integers minus their zero points, as floats, which hold them exactly.
  /// - Parameter axis: the one whose positions may have zero points of their own.
  func centered(on zero: Tensor?, axis: Int, threads: Int) throws(OperatorError) -> Tensor {
    let zeros = try zero?.cast(to: .float32).elements(as: Float.self) ?? [0]
    let indexing = try ScaleIndexing(of: zero?.shape ?? .scalar, for: shape, axis: axis, block: 0)
    return dataType == .int8
      ? centered(Int8.self, zeros, indexing, threads) : centered(UInt8.self, zeros, indexing, threads)
  }

  private func centered<Element: TensorElement & FixedWidthInteger>(
    _: Element.Type, _ zeros: [Float], _ indexing: ScaleIndexing, _ threads: Int
  ) -> Tensor {
    withElements(as: Element.self) { source in
      Tensor(shape, of: Float.self) { target in
        if zeros.count == 1 {
          let zero = zeros[0]
          concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
            for i in part { target[i] = Float(Int32(source[i])) - zero }
          }
          return
        }
        zeros.withUnsafeBufferPointer { zeros in
          indexing.forEachElement(below: source.count) { target[$0] = Float(Int32(source[$0])) - zeros[$1] }
        }
      }
    }
  }
}
