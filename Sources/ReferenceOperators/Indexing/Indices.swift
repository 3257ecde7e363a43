import Tensors

/// Indices as ONNX writes them: negative ones count from the end.
package enum Indices {
  /// The elements of an index tensor, each in [0, extent).
  /// - Throws: ``OperatorError/value(_:)`` for one outside [-extent, extent).
  package static func normalized(_ tensor: Tensor, extent: Int) throws(OperatorError) -> [Int] {
    var indices = tensor.integers
    for position in indices.indices {
      indices[position] = try index(indices[position], extent: extent)
    }
    return indices
  }

  package static func index(_ index: Int, extent: Int) throws(OperatorError) -> Int {
    guard index >= -extent, index < extent else {
      throw .value("index \(index) is outside [-\(extent), \(extent))")
    }
    return index < 0 ? index + extent : index
  }

  /// Calls `body` with every position of a box in row-major order.
  static func forEachPosition<Failure: Error>(
    of extents: [Int], _ body: ([Int]) throws(Failure) -> Void
  ) throws(Failure) {
    guard !extents.contains(0) else { return }
    var position = [Int](repeating: 0, count: extents.count)
    while true {
      try body(position)
      var axis = extents.count - 1
      while axis >= 0 {
        position[axis] += 1
        if position[axis] < extents[axis] { break }
        position[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
