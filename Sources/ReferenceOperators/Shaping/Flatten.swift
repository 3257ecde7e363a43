import Tensors

/// Flatten (ONNX Operators): a matrix whose rows gather the axes before `axis` (default 1); no element moves.
///
/// `axis` lies in [-rank, rank]; negative ones from opset 11 on.
package struct Flatten: Operator {
  private let axis: Int

  package init(_ node: NodeReader) throws(OperatorError) { axis = try node.int("axis", default: 1) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = input.extents else { return [ValueFact(input.dataType, [nil, nil])] }
    let split = axis == extents.count ? axis : try Axes.index(axis, rank: max(extents.count, 1))
    return [ValueFact(input.dataType, [product(extents[..<split]), product(extents[split...])])]
  }

  private func product(_ extents: ArraySlice<Int?>) -> Int? {
    extents.reduce(1) { product, extent in product.flatMap { product in extent.map { $0 &* product } } }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    return [try inputs.take(0).withShape(shape)]
  }
}

/// Identity (ONNX Operators): the input itself, a tensor of any type, a sequence (opset 14) or an optional
/// (opset 16).
package struct Identity: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [try inputs.required(0)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    [try inputs.take(0)]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    if let value = inputs.value(0), value.tensor == nil { return [value] }
    return [.tensor(try inputs.take(0))]
  }
}
