import Tensors

/// Shape (ONNX Operators): the extents of the input as int64; from opset 15 on those from `start` (default 0)
/// to `end` (default: the rank), held to the rank.
package struct ShapeOf: Operator {
  private let start: Int
  private let end: Int?

  package init(_ node: NodeReader) throws(OperatorError) {
    start = try node.int("start", default: 0)
    end = try node.int("end")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    guard let extents = try inputs.required(0).extents else { return [ValueFact(.int64, [nil])] }
    let part = extents[range(rank: extents.count)]
    let known = part.compactMap { $0 }
    guard known.count == part.count else { return [ValueFact(.int64, [part.count])] }
    return [ValueFact(constant: try Tensor(int64: known))]
  }

  private func range(rank: Int) -> Range<Int> {
    func position(_ value: Int) -> Int {
      min(max(value < 0 ? value.addingReportingOverflow(rank).partialValue : value, 0), rank)
    }
    let first = position(start)
    return first..<max(position(end ?? rank), first)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let extents = try inputs.required(0).shape.extents
    return [try Tensor(int64: Array(extents[range(rank: extents.count)]))]
  }
}

/// Size (ONNX Operators): the number of elements as an int64 scalar.
package struct SizeOf: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    guard let shape = try inputs.required(0).shape else { return [ValueFact(.int64, [])] }
    return [ValueFact(constant: Tensor(scalar: Int64(shape.count)))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    [Tensor(scalar: Int64(try inputs.required(0).count))]
  }
}
