import Tensors

/// Bernoulli (ONNX Operators, 15 and 22): 1 with the probability that each element of the input (floats) states,
/// else 0. Output: the input's shape, of type `dtype` (default the input's); `seed`: ``RandomStream``.
struct Bernoulli: Operator {
  private let type: DataType?
  private let stream: RandomStream

  init(_ node: NodeReader) throws(OperatorError) {
    var type: DataType?
    if let code = try node.int("dtype") { type = try DataType(code: code, attribute: "dtype") }
    if let type, !DataType.numbersAndBool.contains(type) {
      throw .attribute("dtype", found: type.name, expected: "a numeric type or bool")
    }
    self.type = type
    stream = try RandomStream(node)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    return [ValueFact(type ?? input.dataType, input.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let probabilities = try inputs.take(0).cast(to: .float64)
    var generator = stream.generator(in: context)
    let draws = probabilities.withElements(as: Double.self) { source in
      Tensor(shape, of: UInt8.self) { target in
        for (i, probability) in source.enumerated() { target[i] = generator.nextDouble() < probability ? 1 : 0 }
      }
    }
    return [try draws.cast(to: type)]
  }
}
