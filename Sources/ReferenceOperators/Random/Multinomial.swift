import Glibc
import Tensors

/// Multinomial (ONNX Operators, 7 and 22): classes drawn by their unnormalised log-probabilities.
///
/// Input: floats [batch, classes]; output [batch, `sample_size`] (default 1) of `dtype`, int32 (default) or
/// int64; `seed`: ``RandomStream``.
struct Multinomial: Operator {
  private let type: DataType
  private let sampleSize: Int
  private let stream: RandomStream

  init(_ node: NodeReader) throws(OperatorError) {
    type = try DataType(code: node.int("dtype", default: 6), attribute: "dtype")
    guard DataType.indexTypes.contains(type) else {
      throw .attribute("dtype", found: type.name, expected: "int32 or int64")
    }
    sampleSize = try node.int("sample_size", default: 1)
    guard sampleSize >= 0 else { throw .attribute("sample_size", found: "\(sampleSize)", expected: "0 or more") }
    stream = try RandomStream(node)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    try inputs.check(0, extents: [nil, nil], "log-probabilities")
    return [ValueFact(type, [input.extents?[0], sampleSize])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0).cast(to: .float64)
    let classes = input.shape[1]
    guard classes > 0 || shape.count == 0 else { throw .shape("no class to draw from") }
    var generator = stream.generator(in: context)
    let draws = input.withElements(as: Double.self) { source in
      Tensor(shape, of: Int64.self) { target in
        for row in 0..<shape[0] where shape[1] > 0 {
          let logits = source[row * classes..<(row + 1) * classes]
          let highest = logits.max() ?? 0
          let weights = logits.map { exp($0 - highest) }
          let total = weights.reduce(0, +)
          for sample in 0..<shape[1] {
            var rest = generator.nextDouble() * total
            let drawn = weights.firstIndex { weight in
              rest -= weight
              return rest < 0
            }
            target[row * shape[1] + sample] = Int64(drawn ?? classes - 1)
          }
        }
      }
    }
    return [try draws.cast(to: type)]
  }
}
