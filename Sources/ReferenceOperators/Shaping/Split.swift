import Tensors

/// Split (ONNX Operators): parts of the input along `axis` (default 0), one an output.
///
/// The extents come from attribute `split` (opsets 2 to 12) or input 1 (opset 1, 13 and later); without them
/// the parts are equal, from opset 18 on (`num_outputs`) with a smaller last one.
package struct Split: Operator {
  private let axis: Int
  private let sizes: IntegerParameter
  private let outputCount: Int
  private let lastMayBeSmaller: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: 0)
    let isAttribute = node.version < 13 && !node.hasInput(1)
    sizes = isAttribute ? .attribute(try node.ints("split")) : .input(1)
    outputCount = node.node.outputs.count
    lastMayBeSmaller = node.version >= 18
    if let count = try node.int("num_outputs"), count != outputCount || node.hasInput(1) {
      throw .attribute("num_outputs", found: "\(count)", expected: "\(outputCount), without the input `split`")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    let open = ValueFact(input.dataType, input.extents.map { [Int?](repeating: nil, count: $0.count) })
    guard let extents = input.extents else { return [ValueFact](repeating: open, count: outputCount) }
    let axis = try Axes.index(axis, rank: extents.count)
    let parts = try parts(of: extents[axis], inputs)
    return (0..<outputCount).map { output in
      var part = extents
      part[axis] = parts?[output]
      return ValueFact(input.dataType, part)
    }
  }

  /// The extent of each part; `nil` where that is not known.
  private func parts(of extent: Int?, _ inputs: InputFacts) throws(OperatorError) -> [Int]? {
    switch try sizes.resolve(inputs) {
    case .unknown: return nil
    case .known(let sizes):
      var sum = 0
      for size in sizes { sum = size < 0 ? .min : sum.addingReportingOverflow(size).partialValue }
      guard sizes.count == outputCount, extent == nil || sum == extent, sizes.allSatisfy({ $0 >= 0 }) else {
        throw .shape(
          "parts \(sizes) where \(outputCount) that sum up to \(extent.map(String.init) ?? "?") are accepted")
      }
      return sizes
    case .absent:
      guard let extent else { return nil }
      let size = (extent + outputCount - 1) / outputCount
      guard lastMayBeSmaller || extent % outputCount == 0, extent >= size * (outputCount - 1) else {
        throw .shape("extent \(extent) does not divide into \(outputCount) parts")
      }
      return (0..<outputCount).map { min(size, extent - $0 * size) }
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let outputs = try outputShapes(of: inputs)
    let input = try inputs.take(0)
    let axis = try Axes.index(axis, rank: input.shape.rank)
    var start = 0
    var parts: [Tensor] = []
    for (_, shape) in outputs {
      parts.append(try input.part(axis: axis, start: start, extent: shape[axis], threads: context.threads))
      start += shape[axis]
    }
    return parts
  }
}

extension Tensor {
  /// `extent` positions of an axis from `start` on.
  func part(axis: Int, start: Int, extent: Int, threads: Int = 1) throws(OperatorError) -> Tensor {
    var extents = shape.extents
    extents[axis] = extent
    let target = try Shape(checked: extents)
    let strides = shape.strides
    let copy = StridedCopy(
      extents: extents, source: strides, target: target.strides, sourceStart: start * strides[axis])
    return try Tensor.moved(
      dataType, target, from: [self], by: StridedMovement(copies: [copy], threads: threads))
  }
}
