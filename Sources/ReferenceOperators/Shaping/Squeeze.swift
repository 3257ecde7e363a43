import Tensors

/// Squeeze (ONNX Operators): axes of extent 1 removed, those named or all; no element moves.
///
/// `axes` is an attribute until opset 12, input 1 from opset 13 on.
package struct Squeeze: Operator {
  private let axes: IntegerParameter

  package init(_ node: NodeReader) throws(OperatorError) {
    axes = try IntegerParameter("axes", inputSince: 13, node)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    switch try axes.resolve(inputs) {
    case .unknown: return [ValueFact(input.dataType, nil)]
    case .absent:
      guard !extents.contains(nil) else { return [ValueFact(input.dataType, nil)] }
      return [ValueFact(input.dataType, extents.filter { $0 != 1 })]
    case .known(let axes):
      let removed = try Axes.indices(axes, rank: extents.count)
      for axis in removed {
        if let extent = extents[axis], extent != 1 {
          throw .shape("axis \(axis) of \(BroadcastShape.text(extents)) has extent \(extent) where 1 is needed")
        }
      }
      return [ValueFact(input.dataType, extents.indices.filter { !removed.contains($0) }.map { extents[$0] })]
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    return [try inputs.take(0).withShape(shape)]
  }
}

/// Unsqueeze (ONNX Operators): axes of extent 1 inserted; `axes` count in the output. No element moves.
///
/// `axes` is an attribute until opset 12, input 1 from opset 13 on.
package struct Unsqueeze: Operator {
  private let axes: IntegerParameter

  package init(_ node: NodeReader) throws(OperatorError) {
    axes = try IntegerParameter("axes", inputSince: 13, node)
    if case .attribute(nil) = axes { throw .missingAttribute("axes") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    switch try axes.resolve(inputs) {
    case .absent: throw .missingInput(index: 1)
    case .unknown: return [ValueFact(input.dataType, nil)]
    case .known(let axes):
      guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
      let rank = extents.count + axes.count
      let inserted = try Axes.indices(axes, rank: rank)
      var rest = extents.makeIterator()
      return [ValueFact(input.dataType, (0..<rank).map { inserted.contains($0) ? 1 : rest.next() ?? nil })]
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    return [try inputs.take(0).withShape(shape)]
  }
}
