import Tensors

/// Concat (ONNX Operators): the inputs one after another along `axis` (required; opset 1: default 1).
///
/// The other extents agree. Negative axes from opset 11 on.
package struct Concat: Operator {
  private let axis: Int

  init(axis: Int) { self.axis = axis }

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = node.version < 4 ? try node.int("axis", default: 1) : try node.required("axis", node.int("axis"))
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let type = try inputs.commonType(0..<inputs.count, of: DataType.any)
    var result: [Int?]?
    for index in 0..<inputs.count {
      guard let extents = try inputs.required(index).extents else { return [ValueFact(type, nil)] }
      result = try joined(result, extents, input: index)
    }
    return [ValueFact(type, result)]
  }

  private func joined(_ left: [Int?]?, _ right: [Int?], input: Int) throws(OperatorError) -> [Int?] {
    let axis = try Axes.index(axis, rank: right.count)
    guard var result = left else { return right }
    guard result.count == right.count else {
      throw .shape("input \(input) of rank \(right.count) does not join those of rank \(result.count)")
    }
    for (index, (a, b)) in zip(result, right).enumerated() {
      if index == axis {
        result[index] = a.flatMap { a in b.map { a &+ $0 } }
      } else if let a, let b, a != b {
        throw .shape(
          "input \(input) of shape \(BroadcastShape.text(right)) differs from the others at axis \(index)")
      } else {
        result[index] = a ?? b
      }
    }
    return result
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let axis = try Axes.index(axis, rank: shape.rank)
    var sources: [Tensor] = []
    var copies: [StridedCopy] = []
    var start = 0
    for index in 0..<inputs.count {
      let source = try inputs.take(index)
      copies.append(
        StridedCopy(
          extents: source.shape.extents, source: source.shape.strides, target: shape.strides,
          targetStart: start * shape.strides[axis]))
      start += source.shape[axis]
      sources.append(source)
    }
    return [
      try Tensor.moved(type, shape, from: sources, by: StridedMovement(copies: copies, threads: context.threads))
    ]
  }
}
