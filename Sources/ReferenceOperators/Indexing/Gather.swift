import Tensors

/// Gather (ONNX Operators): the slices of input 0 along `axis` (default 0) that input 1 names.
///
/// Indices are int32 or int64; negative ones count from the end (opset 11).
package struct Gather: Operator {
  private let axis: Int

  package init(_ node: NodeReader) throws(OperatorError) { axis = try node.int("axis", default: 0) }

  package func readsAnyAlignment(ofInput index: Int) -> Bool { index == 0 }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: DataType.indexTypes)
    guard let extents = data.extents else { return [ValueFact(data.dataType, nil)] }
    let axis = try Axes.index(axis, rank: extents.count)
    guard let picked = indices.extents else { return [ValueFact(data.dataType, nil)] }
    return [ValueFact(data.dataType, extents[..<axis] + picked + extents[(axis + 1)...])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let axis = try Axes.index(axis, rank: data.shape.rank)
    let extent = data.shape[axis]
    let indices = try Indices.normalized(inputs.required(1), extent: extent)
    let length = data.shape.count(of: axis + 1..<data.shape.rank)
    let outer = data.shape.count(of: 0..<axis)
    var starts: [Int] = []
    starts.reserveCapacity(outer * indices.count)
    for block in 0..<outer {
      for index in indices { starts.append((block * extent + index) * length) }
    }
    return [
      try Tensor.moved(
        type, shape, from: [data], by: BlockMovement(starts: starts, length: length, threads: context.threads))
    ]
  }
}
