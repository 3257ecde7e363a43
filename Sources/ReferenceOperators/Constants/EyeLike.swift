import Tensors

/// EyeLike-9 (ONNX Operators): a matrix of the input's shape with ones on diagonal `k` (default 0).
///
/// `dtype` defaults to the input's type.
package struct EyeLike: Operator {
  private let diagonal: Int
  private let type: DataType?

  package init(_ node: NodeReader) throws(OperatorError) {
    diagonal = try node.int("k", default: 0)
    type = try node.int("dtype").map { code throws(OperatorError) in try DataType(code: code, attribute: "dtype") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    if let extents = input.extents, extents.count != 2 {
      throw .shape("input 0 has shape \(BroadcastShape.text(extents)) where a matrix is accepted")
    }
    return [ValueFact(type ?? input.dataType, input.extents ?? [nil, nil])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let ones = Tensor(shape, of: UInt8.self) { target in
      for row in 0..<shape[0] {
        for column in 0..<shape[1] {
          target[row * shape[1] + column] =
            column.subtractingReportingOverflow(row).partialValue == diagonal ? 1 : 0
        }
      }
    }
    return [try ones.cast(to: type)]
  }
}
