import Tensors

/// ONNX TensorScatter (24): a cache with new elements written from a position of each batch on.
///
/// Inputs: cache [N, ...], update of the same rank, at most as long along `axis` (default -2, not the first) and
/// else of the cache's extents; optional positions [N] (default 0). Output: of the cache's shape. Attribute `mode`:
/// `linear` (default), or `circular`, where what is beyond the end continues at the begin.
package struct TensorScatter: Operator {
  private let axis: Int
  private let isCircular: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: -2)
    let mode = try node.string("mode", default: "linear")
    guard ["linear", "circular"].contains(mode) else {
      throw .attribute("mode", found: mode, expected: "linear or circular")
    }
    isCircular = mode == "circular"
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let cache = try inputs.required(0)
    let update = try inputs.required(1)
    if let type = cache.dataType { try inputs.check(1, of: [type]) }
    try inputs.check(2, of: DataType.indexTypes)
    guard let extents = cache.extents else { return [ValueFact(cache.dataType, nil)] }
    let axis = try Axes.index(axis, rank: extents.count)
    guard axis > 0 else { throw .value("axis \(self.axis) is the batches' own") }
    var needed = extents
    needed[axis] = nil
    try inputs.check(1, extents: needed, "an update")
    if let length = update.extents?[axis], let extent = extents[axis], length > extent {
      throw .shape("an update of \(length) for a cache of \(extent) along axis \(axis)")
    }
    try inputs.check(2, extents: [extents[0]], "positions")
    return [ValueFact(cache.dataType, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let (cache, update) = try (inputs.take(0), inputs.take(1))
    let axis = try Axes.index(axis, rank: shape.rank)
    let (extent, length) = (shape[axis], update.shape[axis])
    let starts = inputs[2]?.integers ?? [Int](repeating: 0, count: shape[0])
    for start in starts where start < 0 || start > (isCircular ? extent : extent - length) {
      throw .value("position \(start) for \(length) elements in a cache of \(extent)")
    }
    let blocks = shape.count(of: 1..<axis)
    let rows = (0..<shape[0] * blocks).flatMap { block in
      (0..<length).map { block * extent + (starts[block / blocks] + $0) % extent }
    }
    let movement = ReplacedRows(rows: rows, length: shape.count(of: axis + 1..<shape.rank))
    return [try Tensor.moved(type, shape, from: [cache, update], by: movement)]
  }
}

/// The first source with rows replaced by those of the second, one after the other.
private struct ReplacedRows: Movement {
  let rows: [Int]
  let length: Int

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    for (i, value) in sources[0].enumerated() { target[i] = value }
    for (index, row) in rows.enumerated() {
      for i in 0..<length { target[row * length + i] = sources[1][index * length + i] }
    }
  }
}
