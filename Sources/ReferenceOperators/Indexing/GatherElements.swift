import Tensors

/// GatherElements-11 (ONNX Operators): for each position of the indices (input 1) the element of input 0 at
/// that position with the coordinate along `axis` (default 0) replaced by the index.
package struct GatherElements: Operator {
  private let axis: Int

  package init(_ node: NodeReader) throws(OperatorError) { axis = try node.int("axis", default: 0) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: DataType.indexTypes)
    try ElementPositions.check(indices.extents, within: data.extents, axis: axis)
    return [ValueFact(data.dataType, indices.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let starts = try ElementPositions.offsets(of: inputs.required(1), in: data.shape, axis: axis)
    return [
      try Tensor.moved(
        type, shape, from: [data], by: BlockMovement(starts: starts, length: 1, threads: context.threads))
    ]
  }
}

/// The rule that GatherElements and ScatterElements share: which element an index names.
enum ElementPositions {
  /// - Throws: ``OperatorError/shape(_:)`` where the indices exceed the data along another axis.
  static func check(_ indices: [Int?]?, within data: [Int?]?, axis: Int) throws(OperatorError) {
    guard let indices, let data else { return }
    let axis = try Axes.index(axis, rank: data.count)
    guard indices.count == data.count else {
      throw .shape("indices of rank \(indices.count) for data of rank \(data.count)")
    }
    for (other, (index, extent)) in zip(indices, data).enumerated() where other != axis {
      if let index, let extent, index > extent {
        throw .shape(
          "indices \(BroadcastShape.text(indices)) exceed \(BroadcastShape.text(data)) along axis \(other)")
      }
    }
  }

  /// The offset in the data of each index' element.
  static func offsets(of indices: Tensor, in data: Shape, axis: Int) throws(OperatorError) -> [Int] {
    let axis = try Axes.index(axis, rank: data.rank)
    var offsets = try Indices.normalized(indices, extent: data[axis])
    let strides = data.strides
    var next = 0
    Indices.forEachPosition(of: indices.shape.extents) { position in
      var offset = offsets[next] * strides[axis]
      for other in position.indices where other != axis { offset += position[other] * strides[other] }
      offsets[next] = offset
      next += 1
    }
    return offsets
  }
}
