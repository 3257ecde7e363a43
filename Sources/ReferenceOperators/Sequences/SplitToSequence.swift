import Tensors

/// SplitToSequence (ONNX Operators): parts of the input along `axis` (default 0), as a sequence.
///
/// Input 1 says how large the parts are: one number for all of them (the last may be smaller), a vector for
/// each its own. Without it each part has one element of the axis, which `keepdims` = 0 (default 1) removes.
/// Opset 24 has more element types.
package struct SplitToSequence: ValueOperator {
  private let axis: Int
  private let keepsAxis: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: 0)
    keepsAxis = try node.flag("keepdims", default: true)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    _ = try inputs.required(0)
    try inputs.check(1, of: DataType.indexTypes)
    return [.unknown]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let input = try inputs.required(0)
    let axis = try Axes.index(axis, rank: input.shape.rank)
    let extent = input.shape[axis]
    // Parts may be empty, and take memory all the same.
    func requireMemory(_ parts: Int) throws(OperatorError) {
      let (bytes, overflow) = parts.multipliedReportingOverflow(by: Value.leastBytes)
      try context.requireMemory(overflow ? .max : bytes)
    }
    guard let split = inputs[1] else {
      try requireMemory(extent)
      return [
        .sequence(
          try (0..<extent).map { position throws(OperatorError) in
            keepsAxis
              ? .tensor(try input.part(axis: axis, start: position, extent: 1))
              : .tensor(try input.slice(position, axis: axis))
          })
      ]
    }
    var start = 0
    var parts: [Value] = []
    if split.shape.rank == 0, let size = split.integers.first, size > 0 { try requireMemory(extent / size) }
    for size in try Self.sizes(split, extent: extent) {
      parts.append(.tensor(try input.part(axis: axis, start: start, extent: size)))
      start += size
    }
    return [.sequence(parts)]
  }

  private static func sizes(_ split: Tensor, extent: Int) throws(OperatorError) -> [Int] {
    let sizes = split.integers
    if split.shape.rank == 0 {
      guard sizes[0] > 0 else { throw .value("parts of \(sizes[0]) elements: 1 or more are accepted") }
      return stride(from: 0, to: extent, by: sizes[0]).map { min(sizes[0], extent - $0) }
    }
    var sum = 0
    for size in sizes { sum = size < 0 ? .min : sum.addingReportingOverflow(size).partialValue }
    guard split.shape.rank == 1, sizes.allSatisfy({ $0 >= 0 }), sum == extent else {
      throw .shape("parts \(sizes) do not sum up to \(extent)")
    }
    return sizes
  }
}
