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

  /// The index of the element's scale.
  func scale(of element: Int) -> Int {
    switch kind {
    case .tensor: return 0
    case .axis: return element / inner % extent
    case .block:
      let (outer, lane) = (element / (inner * extent), element % inner)
      return (outer * blocks + element / inner % extent / block) * inner + lane
    }
  }
}
