import Tensors

/// Axes as ONNX writes them: negative ones count from the end.
package enum Axes {
  /// The axis as an index into `rank` extents.
  /// - Throws: ``OperatorError/value(_:)`` outside [-rank, rank).
  package static func index(_ axis: Int, rank: Int) throws(OperatorError) -> Int {
    guard axis >= -rank, axis < rank else {
      throw .value("axis \(axis) is outside [-\(rank), \(rank)) of a value of rank \(rank)")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// The axes as indices in the order given.
  /// - Throws: ``OperatorError/value(_:)`` for an axis out of range or named twice, and beyond the largest rank.
  package static func indices(_ axes: [Int], rank: Int) throws(OperatorError) -> [Int] {
    guard rank <= Shape.largestRank, axes.count <= rank else {
      throw .value("\(axes.count) axes of a value of rank \(rank): \(Shape.largestRank) are the most")
    }
    var indices: [Int] = []
    for axis in axes {
      let index = try index(axis, rank: rank)
      guard !indices.contains(index) else { throw .value("axis \(axis) is named twice in \(axes)") }
      indices.append(index)
    }
    return indices
  }
}
