import Tensors

/// The broadcasting of opset 6 and before: the second operand's shape is a contiguous part of the first's,
/// where the attributes `broadcast` and `axis` put it; the result has the first's shape.
package struct LegacyBroadcast: Sendable {
  private let isOn: Bool
  private let axis: Int?

  /// Reads `broadcast` (default 0) and `axis` (default: the shapes end together).
  package init(_ node: NodeReader) throws(OperatorError) {
    isOn = try node.flag("broadcast")
    axis = try node.int("axis")
  }

  /// The right operand's extents, with 1s appended so that multidirectional broadcasting aligns them as the
  /// attributes say.
  /// - Throws: ``OperatorError/shape(_:)`` where it is no part of the left operand's shape there.
  package func aligned(_ right: [Int?], to left: [Int?]) throws(OperatorError) -> [Int?] {
    var start = isOn ? max(left.count - right.count, 0) : 0
    if let axis, isOn { start = try Axes.index(axis, rank: left.count) }
    let trailing = left.count - start - right.count
    guard isOn ? trailing >= 0 : right.count == left.count else {
      throw .shape(
        "shape \(BroadcastShape.text(right)) does not fit \(BroadcastShape.text(left)) at axis \(start)")
    }
    for (offset, extent) in right.enumerated() {
      guard let extent, let whole = left[start + offset] else { continue }
      guard extent == whole || (isOn && extent == 1) else {
        throw .shape(
          "shape \(BroadcastShape.text(right)) does not fit \(BroadcastShape.text(left)) at axis \(start)")
      }
    }
    return right + [Int?](repeating: 1, count: isOn ? trailing : 0)
  }
}
