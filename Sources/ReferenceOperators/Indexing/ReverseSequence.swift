import Tensors

/// ReverseSequence-10 (ONNX Operators): the first input-1[b] steps of each sequence in reverse order.
///
/// `batch_axis` (default 1) and `time_axis` (default 0) are the first two axes in either order.
package struct ReverseSequence: Operator {
  private let timeIsFirst: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    let (batch, time) = (try node.int("batch_axis", default: 1), try node.int("time_axis", default: 0))
    guard (batch, time) == (1, 0) || (batch, time) == (0, 1) else {
      throw .attribute("batch_axis", found: "\(batch) with time_axis \(time)", expected: "0 and 1 or 1 and 0")
    }
    timeIsFirst = time == 0
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    _ = try inputs.required(1, of: [.int64])
    if let extents = input.extents, extents.count < 2 {
      throw .shape("rank \(extents.count) where 2 or more is accepted")
    }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0)
    let lengths = try inputs.required(1).integers
    let (batches, steps) = timeIsFirst ? (shape[1], shape[0]) : (shape[0], shape[1])
    guard lengths.count == batches, lengths.allSatisfy({ (0...steps).contains($0) }) else {
      throw .value("sequence lengths \(lengths) where \(batches) of 0 to \(steps) are accepted")
    }
    let length = shape.count(of: 2..<shape.rank)
    var starts: [Int] = []
    for first in 0..<shape[0] {
      for second in 0..<shape[1] {
        let (batch, step) = timeIsFirst ? (second, first) : (first, second)
        let source = step < lengths[batch] ? lengths[batch] - 1 - step : step
        starts.append((timeIsFirst ? source * shape[1] + batch : batch * shape[1] + source) * length)
      }
    }
    return [
      try Tensor.moved(
        type, shape, from: [input], by: BlockMovement(starts: starts, length: length, threads: context.threads))
    ]
  }
}
