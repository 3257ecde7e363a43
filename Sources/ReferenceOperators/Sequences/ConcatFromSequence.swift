import Tensors

/// ConcatFromSequence-11 (ONNX Operators): the tensors of a sequence one after another along `axis` (required),
/// which is a new axis where `new_axis` (default 0) is 1.
package struct ConcatFromSequence: ValueOperator {
  private let axis: Int
  private let makesAxis: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.required("axis", node.int("axis"))
    makesAxis = try node.flag("new_axis")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [.unknown] }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let elements = try inputs.sequence(0).compactMap(\.tensor)
    guard let first = elements.first else { throw .value("an empty sequence has nothing to concatenate") }
    guard makesAxis else {
      var tensors = OperatorInputs(elements)
      return try Concat(axis: axis).evaluateValues(&tensors, in: context)
    }
    let axis = try Axes.index(axis, rank: first.shape.rank + 1)
    return [.tensor(try .stacked(elements, axis: axis, type: first.dataType, extents: first.shape.extents))]
  }
}
