import Tensors

/// Which scale and zero point belong to an element: one for all, one a position of an axis, or one a block of
/// positions (ONNX Operators, QuantizeLinear, "granularity").
struct ScaleIndexing {
  private let extent: Int
  private let inner: Int
  private let block: Int
  private let blocks: Int
  private let kind: Kind

  private enum Kind {
    case tensor, axis, block
  }

  init(of scale: Shape, for values: Shape, axis: Int, block: Int) throws(OperatorError) {
    if scale.count == 1, scale.rank <= 1 {
      (kind, extent, inner, self.block, blocks) = (.tensor, 1, 1, 1, 1)
      return
    }
    let axis = try Axes.index(axis, rank: values.rank)
    extent = values[axis]
    inner = values.count(of: axis + 1..<values.rank)
    self.block = max(block, 1)
    if scale.rank == 1, block == 0 {
      guard scale[0] == extent else {
        throw .shape("\(scale[0]) scales for an axis of extent \(extent)")
      }
      (kind, blocks) = (.axis, extent)
      return
    }
    guard scale.rank == values.rank, (1...1 << 48).contains(block) else {
      throw .shape("scales of shape \(scale) for values of shape \(values) and blocks of \(block)")
    }
    blocks = (extent + block - 1) / block
    for other in 0..<values.rank where scale[other] != (other == axis ? blocks : values[other]) {
      throw .shape("scales of shape \(scale) for values of shape \(values) and blocks of \(block)")
    }
    kind = .block
  }

  /// Calls `body` for each of the first `count` elements with the index of its scale.
  @inline(__always)
  func forEachElement(below count: Int, _ body: (_ element: Int, _ scale: Int) -> Void) {
    switch kind {
    case .tensor:
      for element in 0..<count { body(element, 0) }
    case .axis:
      var element = 0
      while element < count {
        for scale in 0..<extent {
          for lane in 0..<inner { body(element &+ lane, scale) }
          element += inner
        }
      }
    case .block:
      for row in 0..<count / max(inner, 1) {
        let scale = (row / extent * blocks + row % extent / block) * inner
        for lane in 0..<inner { body(row &* inner &+ lane, scale &+ lane) }
      }
    }
  }
}
