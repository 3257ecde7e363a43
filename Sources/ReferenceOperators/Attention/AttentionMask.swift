import Tensors

/// Which keys a query attends to, as something added to its scores: 0, minus infinity, or the model's own numbers.
struct AttentionMask {
  private let mask: Tensor?
  /// The mask's shape with four axes; its last one may be shorter than the scores'.
  private let extents: [Int]
  private let validKeys: [Int]?
  private let isCausal: Bool
  private let shape: AttentionShape

  /// - Throws: ``OperatorError`` for a mask that does not broadcast to the scores, or lengths that are not one
  ///   an image.
  init(mask: Tensor?, validKeys: [Int]?, isCausal: Bool, shape: AttentionShape) throws(OperatorError) {
    self.mask = mask
    self.validKeys = validKeys
    self.isCausal = isCausal
    self.shape = shape
    if let validKeys, validKeys.count != shape.batch {
      throw .shape("\(validKeys.count) sequence lengths for a batch of \(shape.batch)")
    }
    guard let mask else {
      extents = []
      return
    }
    let own = mask.shape.extents
    guard (1...4).contains(own.count), mask.dataType == .bool || DataType.numbers.contains(mask.dataType) else {
      throw .shape("a mask of type \(mask.dataType.name) and shape \(mask.shape)")
    }
    extents = [Int](repeating: 1, count: 4 - own.count) + own
    guard zip(extents.dropLast(), shape.scoreExtents).allSatisfy({ $0 == 1 || $0 == $1 }), extents[3] <= shape.keys
    else { throw .shape("a mask \(mask.shape) for scores \(shape.scoreExtents)") }
  }

  /// Adds the mask to scores [batch, heads, queries, keys].
  func add<Element: RealElement>(to scores: UnsafeMutableBufferPointer<Element>, threads: Int) {
    let rows = shape.batch * shape.heads * shape.queries
    let added = mask.map { Self.addends($0, as: Element.self) }
    concurrently(over: rows, grain: max(1, (1 << 13) / max(shape.keys, 1)), threads: threads) { range in
      for row in range {
        let scores = UnsafeMutableBufferPointer(rebasing: scores[row * shape.keys..<(row + 1) * shape.keys])
        add(added, to: scores, row: row)
      }
    }
  }

  private func add<Element: RealElement>(
    _ added: [Element]?, to scores: UnsafeMutableBufferPointer<Element>, row: Int
  ) {
    let (index, query) = row.quotientAndRemainder(dividingBy: shape.queries)
    let (image, head) = index.quotientAndRemainder(dividingBy: shape.heads)
    if let added {
      let position = zip([image, head, query], extents).reduce(0) { $0 * $1.1 + ($1.1 == 1 ? 0 : $1.0) }
      let isSingle = extents[3] == 1 && shape.keys > 1
      for key in scores.indices {
        scores[key] +=
          isSingle ? added[position] : key < extents[3] ? added[position * extents[3] + key] : -.infinity
      }
    }
    var visible = shape.keys
    if isCausal { visible = min(visible, query + shape.pastKeys + 1) }
    if let validKeys { visible = min(visible, max(validKeys[image], 0)) }
    for key in visible..<max(visible, shape.keys) { scores[key] = -.infinity }
  }

  private static func addends<Element: RealElement>(_ mask: Tensor, as _: Element.Type) -> [Element] {
    if mask.dataType == .bool { return mask.elements(as: Bool.self).map { $0 ? 0 : -.infinity } }
    var visitor = Numbers<Element>(tensor: mask)
    return (try? mask.dataType.dispatch(&visitor)) ?? []
  }

  private struct Numbers<Target: RealElement>: ArithmeticVisitor {
    let tensor: Tensor

    mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) -> [Target] {
      tensor.elements(as: Element.self).map { Target($0.asDouble) }
    }
  }
}
