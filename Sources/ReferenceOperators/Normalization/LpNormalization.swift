import Tensors

/// ONNX LpNormalization (1, 22): the elements over their p-norm along an axis; zeros where that is 0.
///
/// Input and output: floats, of one shape. Attributes: `axis` (default -1) and `p` (default 2).
package struct LpNormalization: Operator {
  private let axis: Int
  private let norm: Norm

  package init(_ reader: NodeReader) throws(OperatorError) {
    axis = try reader.int("axis", default: -1)
    norm = try Norm(reader)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    if let rank = input.extents?.count { _ = try Axes.index(axis, rank: rank) }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let input = try inputs.take(0)
    let axis = try Axes.index(axis, rank: input.shape.rank)
    var kernel = NormalizedRows(
      values: input, length: input.shape[axis], inner: input.shape.count(of: axis + 1..<input.shape.rank),
      norm: norm)
    return [try input.dataType.dispatch(&kernel)]
  }
}

private struct NormalizedRows: RealVisitor {
  var values: Tensor
  let length: Int
  /// Elements from one element of a row to the next.
  let inner: Int
  let norm: Norm

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let rows = length == 0 ? 0 : values.count / length
    values.withMutableElements(as: Element.self) { elements in
      for row in 0..<rows {
        let start = row / inner * length * inner + row % inner
        let places = stride(from: start, to: start + length * inner, by: inner)
        let norm = norm.norm(places.lazy.map { elements[$0] })
        for place in places { elements[place] = norm == 0 ? 0 : elements[place] / norm }
      }
    }
    return values
  }
}
