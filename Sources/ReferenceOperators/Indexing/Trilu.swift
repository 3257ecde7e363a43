import Tensors

/// Trilu-14 (ONNX Operators): the upper (`upper` = 1, default) or lower triangle of each matrix, zero
/// ("" of strings) elsewhere; optional input 1 moves the diagonal. Any type.
package struct Trilu: Operator {
  private let isUpper: Bool

  package init(_ node: NodeReader) throws(OperatorError) { isUpper = try node.flag("upper", default: true) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    try inputs.check(1, of: [.int64])
    if let extents = input.extents, extents.count < 2 {
      throw .shape("input 0 has shape \(BroadcastShape.text(extents)) where matrices are accepted")
    }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let diagonal = try inputs[1].map { tensor throws(OperatorError) in
      guard let value = tensor.integers.first else { throw .value("input 1 has no element where one is accepted") }
      return value
    }
    let input = try inputs.take(0)
    let triangle = Triangle(
      rows: shape[shape.rank - 2], columns: shape[shape.rank - 1], diagonal: diagonal ?? 0, isUpper: isUpper)
    return [try Tensor.moved(type, shape, from: [input, Pad.fill(input: nil, 0, type)], by: triangle)]
  }
}

/// A triangle of each matrix of the first source; elsewhere the only element of the second.
private struct Triangle: Movement {
  let rows: Int
  let columns: Int
  let diagonal: Int
  let isUpper: Bool

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    for row in 0..<(columns == 0 ? 0 : target.count / columns) {
      let (sum, overflow) = (row % max(rows, 1)).addingReportingOverflow(diagonal)
      let column = overflow ? columns : min(max(sum, -1), columns)
      let edge = min(max(isUpper ? column : column + 1, 0), columns)
      let kept = isUpper ? edge..<columns : 0..<edge
      for i in 0..<columns {
        target[row * columns + i] = kept.contains(i) ? sources[0][row * columns + i] : sources[1][0]
      }
    }
  }
}
