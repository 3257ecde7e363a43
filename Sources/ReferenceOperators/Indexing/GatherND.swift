import Tensors

/// GatherND-11 (ONNX Operators): the slices of input 0 that the last axis of the indices (input 1) names.
///
/// `batch_dims` (opset 12, default 0) leading axes of data and indices run side by side.
package struct GatherND: Operator {
  private let batchRank: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    batchRank = try node.int("batch_dims", default: 0)
    guard batchRank >= 0 else { throw .attribute("batch_dims", found: "\(batchRank)", expected: "0 or more") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: [.int64])
    guard let extents = data.extents, let picked = indices.extents else { return [ValueFact(data.dataType, nil)] }
    guard !extents.isEmpty, let last = picked.last, batchRank < min(extents.count, picked.count) else {
      throw .shape("data and indices need more than \(batchRank) axes")
    }
    guard let depth = last else { return [ValueFact(data.dataType, nil)] }
    guard depth >= 1, depth <= extents.count - batchRank else {
      throw .shape("indices of \(depth) coordinates for data of rank \(extents.count) in \(batchRank) batch axes")
    }
    for (a, b) in zip(extents[..<batchRank], picked[..<batchRank]) {
      if let a, let b, a != b { throw .shape("batch extents \(a) of the data and \(b) of the indices differ") }
    }
    return [ValueFact(data.dataType, picked.dropLast() + extents[(batchRank + depth)...])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let slices = try SliceOffsets(of: inputs.required(1), in: data.shape, batchRank: batchRank)
    let movement = BlockMovement(starts: slices.starts, length: slices.length, threads: context.threads)
    return [try Tensor.moved(type, shape, from: [data], by: movement)]
  }
}

/// The rule that GatherND and ScatterND share: which slice the coordinates on the last axis of the indices name.
struct SliceOffsets {
  let starts: [Int]
  let length: Int

  init(of indices: Tensor, in data: Shape, batchRank: Int) throws(OperatorError) {
    let depth = indices.shape[indices.shape.rank - 1]
    let strides = data.strides
    length = data.count(from: batchRank + depth)
    let batches = data.count(of: 0..<batchRank)
    let values = indices.integers
    let count = depth == 0 ? 0 : values.count / depth
    let batchLength = data.count(from: batchRank)
    var starts: [Int] = []
    starts.reserveCapacity(count)
    for slice in 0..<count {
      var start = slice / max(count / max(batches, 1), 1) * batchLength
      for coordinate in 0..<depth {
        let axis = batchRank + coordinate
        start += try Indices.index(values[slice * depth + coordinate], extent: data[axis]) * strides[axis]
      }
      starts.append(start)
    }
    self.starts = starts
  }
}

extension Shape {
  /// The number of elements behind one position of the axes before `axis`.
  fileprivate func count(from axis: Int) -> Int { count(of: axis..<rank) }
}
