import Tensors

/// OneHotEncoder (ai.onnx.ml, 1): a last axis with 1 at the category that the element is, `cats_int64s` or
/// `cats_strings`, and 0 elsewhere. What is in no category is all 0, or an error where `zeros` (default 1) is 0.
/// Input: string, int64, int32, float or double of any shape; output: float.
struct OneHotEncoder: Operator {
  private let categories: Tensor
  private let allowsOthers: Bool

  init(_ node: NodeReader) throws(OperatorError) {
    if let texts = try node.strings("cats_strings"), !texts.isEmpty {
      categories = try .texts(Shape(checked: [texts.count]), texts)
    } else {
      categories = try Tensor(int64: node.required("cats_int64s", node.ints("cats_int64s")))
    }
    allowsOthers = try node.flag("zeros", default: true)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let types: [DataType] = categories.dataType == .string ? [.string] : [.int64, .int32, .float32, .float64]
    let x = try inputs.required(0, of: types)
    return [ValueFact(.float32, x.extents.map { $0 + [categories.count] })]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    let x = try inputs.take(0)
    let positions: [Int?]
    if let texts = x.strings {
      let places = Dictionary((categories.strings ?? []).enumerated().map { ($1, $0) }) { first, _ in first }
      positions = texts.map { places[$0] }
    } else {
      let places = Dictionary(categories.integers.enumerated().map { ($1, $0) }) { first, _ in first }
      positions = try x.cast(to: .int64).integers.map { places[$0] }
    }
    guard allowsOthers || !positions.contains(nil) else { throw .value("an element is in no category") }
    return [
      Tensor(shape, of: Float.self) { target in
        target.initialize(repeating: 0)
        for (row, position) in positions.enumerated() {
          if let position { target[row * categories.count + position] = 1 }
        }
      }
    ]
  }
}
