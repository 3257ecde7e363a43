import Tensors

/// ArrayFeatureExtractor (ai.onnx.ml, 1): the elements of input 0's last axis that input 1 (int64) names.
///
/// Input 0: numbers or strings [..., columns]; output [..., indices], of a vector [1, indices].
struct ArrayFeatureExtractor: Operator {
  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: [.int64])
    guard let extents = data.extents else { return [ValueFact(data.dataType, nil)] }
    guard !extents.isEmpty else { throw .shape("a scalar has no last axis") }
    let outer = extents.count == 1 ? [1] : extents.dropLast()
    return [ValueFact(data.dataType, outer + [indices.shape.map(\.count)])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let extent = data.shape[data.shape.rank - 1]
    let indices = try inputs.required(1).integers
    guard indices.allSatisfy({ (0..<extent).contains($0) }) else {
      throw .value("indices \(indices) where 0 to below \(extent) are accepted")
    }
    var starts: [Int] = []
    for row in 0..<(indices.isEmpty ? 0 : shape.count / indices.count) {
      starts += indices.map { row * extent + $0 }
    }
    return [try Tensor.moved(type, shape, from: [data], by: BlockMovement(starts: starts, length: 1))]
  }
}
