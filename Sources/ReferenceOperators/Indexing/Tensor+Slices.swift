import Tensors

extension Tensor {
  /// The slices at the given positions along an axis, in that order.
  /// - Precondition: every position is inside the axis.
  func slices(at positions: [Int], along axis: Int) throws(OperatorError) -> Tensor {
    let length = shape.count(of: axis + 1..<shape.rank)
    var extents = shape.extents
    extents[axis] = positions.count
    var starts: [Int] = []
    for block in 0..<shape.count(of: 0..<axis) {
      for position in positions { starts.append((block * shape[axis] + position) * length) }
    }
    return try Tensor.moved(
      dataType, Shape(checked: extents), from: [self], by: BlockMovement(starts: starts, length: length))
  }

  /// This tensor with the index of the named axis; where none is named the flattened one with its only axis.
  func sliced(along axis: Int?) throws(OperatorError) -> (data: Tensor, axis: Int) {
    guard let axis else { return (try withShape(Shape(checked: [count])), 0) }
    return (self, try Axes.index(axis, rank: shape.rank))
  }
}
