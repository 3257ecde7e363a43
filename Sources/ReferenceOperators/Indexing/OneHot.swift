import Tensors

/// OneHot-9 (ONNX Operators): a new axis of extent depth at `axis` (default -1) that holds the on-value where
/// the index says and the off-value elsewhere.
///
/// Inputs: indices and depth (any numbers), values [off, on]. Indices outside [-depth, depth) give no on-value.
package struct OneHot: Operator {
  private let axis: Int

  package init(_ node: NodeReader) throws(OperatorError) { axis = try node.int("axis", default: -1) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let indices = try inputs.required(0, of: DataType.numbers)
    let depth = try inputs.required(1, of: DataType.numbers)
    let values = try inputs.required(2)
    if let shape = values.shape, shape.extents != [2] {
      throw .shape("values of shape \(shape) where [2] is needed")
    }
    guard var extents = indices.extents else { return [ValueFact(values.dataType, nil)] }
    let axis = try Axes.index(axis, rank: extents.count + 1)
    extents.insert(try depth.constant.map { tensor throws(OperatorError) in try Self.depth(tensor) }, at: axis)
    return [ValueFact(values.dataType, extents)]
  }

  private static func depth(_ tensor: Tensor) throws(OperatorError) -> Int {
    guard tensor.count == 1, let depth = try tensor.cast(to: .int64).integers.first, depth >= 0 else {
      throw .value("the depth is one number, 0 or more")
    }
    return depth
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let axis = try Axes.index(axis, rank: shape.rank)
    let indices = try inputs.take(0).cast(to: .int64).integers
    let movement = OneHotMovement(
      indices: indices, depth: shape[axis], inner: shape.count(of: axis + 1..<shape.rank))
    return [try Tensor.moved(type, shape, from: [inputs.required(2)], by: movement)]
  }
}

private struct OneHotMovement: Movement {
  let indices: [Int]
  let depth: Int
  let inner: Int

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    let (off, on) = (sources[0][0], sources[0][1])
    for i in 0..<target.count { target[i] = off }
    for (i, index) in indices.enumerated() where index >= -depth && index < depth {
      let row = index < 0 ? index + depth : index
      target[(i / inner * depth + row) * inner + i % inner] = on
    }
  }
}
