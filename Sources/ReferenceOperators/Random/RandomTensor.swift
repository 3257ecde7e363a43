import Tensors

/// RandomUniform, RandomUniformLike, RandomNormal, RandomNormalLike (ONNX Operators, 1 and 22).
///
/// Attributes: `low` and `high` (defaults 0 and 1) of the uniform distribution, `mean` and `scale` (defaults 0
/// and 1) of the normal one, `seed` (``RandomStream``), `dtype` (default: float, or the input's type where it
/// has one of the floats). The shape is attribute `shape`, or the input's.
struct RandomTensor: Operator {
  /// How the numbers are distributed.
  enum Distribution: Sendable {
    case uniform(low: Double, high: Double)
    case normal(mean: Double, scale: Double)
  }

  private let distribution: Distribution
  private let stream: RandomStream
  private let type: DataType?
  /// `nil`: the input's.
  private let shape: [Int]?

  init(_ node: NodeReader, isNormal: Bool, isLike: Bool) throws(OperatorError) {
    distribution =
      isNormal
      ? .normal(
        mean: Double(try node.float("mean", default: 0)), scale: Double(try node.float("scale", default: 1)))
      : .uniform(low: Double(try node.float("low", default: 0)), high: Double(try node.float("high", default: 1)))
    stream = try RandomStream(node)
    var type: DataType?
    if let code = try node.int("dtype") { type = try DataType(code: code, attribute: "dtype") }
    if let type, !DataType.floats.contains(type) {
      throw .attribute("dtype", found: type.name, expected: "a floating-point type")
    }
    self.type = type ?? (isLike ? nil : .float32)
    shape = isLike ? nil : try node.required("shape", node.ints("shape"))
    if let shape, shape.contains(where: { $0 < 0 }) {
      throw .attribute("shape", found: "\(shape)", expected: "extents of 0 or more")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    if let shape { return [ValueFact(type, shape)] }
    let input = try inputs.required(0)
    let own = input.dataType.map { DataType.floats.contains($0) ? $0 : .float32 }
    return [ValueFact(type ?? own, input.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var generator = stream.generator(in: context)
    let values = Tensor(shape, of: Double.self) { target in
      for i in 0..<target.count {
        target[i] =
          switch distribution {
          case .uniform(let low, let high): low + (high - low) * generator.nextDouble()
          case .normal(let mean, let scale): mean + scale * generator.nextNormal()
          }
      }
    }
    return [try values.cast(to: type)]
  }
}
