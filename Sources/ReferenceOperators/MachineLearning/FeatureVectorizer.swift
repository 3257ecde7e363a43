import Tensors

/// FeatureVectorizer (ai.onnx.ml, 1): the rows of the inputs side by side, of each as many features as
/// `inputdimensions` says, zeros where it has fewer. Inputs: float, double, int32 or int64 [rows, features] or
/// [features]; output: float [rows, sum of the features].
struct FeatureVectorizer: Operator {
  private let widths: [Int]

  init(_ node: NodeReader) throws(OperatorError) {
    widths = try node.required("inputdimensions", node.ints("inputdimensions"))
    guard widths.count == node.node.inputs.count, widths.allSatisfy({ (0...1 << 30).contains($0) }) else {
      throw .attribute("inputdimensions", found: "\(widths)", expected: "a number of features for each input")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    var rows: Int?
    for index in widths.indices {
      let x = try inputs.required(index, of: [.float32, .float64, .int32, .int64])
      guard let extents = x.extents else { continue }
      guard (1...2).contains(extents.count) else {
        throw .shape("input \(index) has rank \(extents.count) where 1 or 2 is accepted")
      }
      guard let own = extents.count == 2 ? extents[0] : 1 else { continue }
      guard own == rows ?? own else {
        throw .shape("input \(index) has \(own) rows where others have \(rows ?? 0)")
      }
      rows = own
    }
    return [ValueFact(.float32, [rows, widths.reduce(0, +)])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    try context.requireMemory(for: shape, of: .float32)
    var values = [Float](repeating: 0, count: shape.count)
    var start = 0
    for (index, width) in widths.enumerated() {
      let x = try inputs.required(index)
      let own = x.shape[x.shape.rank - 1]
      let elements = try x.cast(to: .float32).elements(as: Float.self)
      for row in 0..<shape[0] {
        for i in 0..<min(width, own) { values[row * shape[1] + start + i] = elements[row * own + i] }
      }
      start += width
    }
    return [Tensor(shape, of: Float.self) { _ = $0.initialize(from: values) }]
  }
}
