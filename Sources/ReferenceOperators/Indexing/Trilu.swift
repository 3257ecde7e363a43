import Tensors

/// Trilu-14 (ONNX Operators): the upper (`upper` = 1, default) or lower triangle of each matrix, zero
/// elsewhere; optional input 1 moves the diagonal.
package struct Trilu: Operator {
  private let isUpper: Bool

  package init(_ node: NodeReader) throws(OperatorError) { isUpper = try node.flag("upper", default: true) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.any.filter { $0 != .string })
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
    let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
    let width = type.byteWidth
    let result = input.withUnsafeBytes { source in
      Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in
        target.initializeMemory(as: UInt8.self, repeating: 0)
        for row in 0..<(columns == 0 ? 0 : shape.count / columns) {
          let (sum, overflow) = (row % max(rows, 1)).addingReportingOverflow(diagonal ?? 0)
          let column = overflow ? columns : min(max(sum, -1), columns)
          let edge = min(max(isUpper ? column : column + 1, 0), columns)
          let kept = (isUpper ? edge..<columns : 0..<edge)
          let bytes = (row * columns + kept.lowerBound) * width..<(row * columns + kept.upperBound) * width
          UnsafeMutableRawBufferPointer(rebasing: target[bytes])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[bytes]))
        }
      }
    }
    return [result]
  }
}
