import Tensors

/// Multidirectional broadcasting (ONNX, "Broadcasting in ONNX"): shapes are aligned at their last axis and
/// an extent of 1 stretches to the other.
package enum BroadcastShape {
  /// The extents that the operands broadcast to; `nil` where the rank of one is not known.
  ///
  /// An extent that is not known takes the other operand's unless that is 1.
  /// - Throws: ``OperatorError/shape(_:)`` where two extents differ and neither is 1.
  package static func extents(of operands: [[Int?]?]) throws(OperatorError) -> [Int?]? {
    var result: [Int?] = []
    for operand in operands {
      guard let operand else { return nil }
      result = try pair(result, operand)
    }
    return result
  }

  private static func pair(_ a: [Int?], _ b: [Int?]) throws(OperatorError) -> [Int?] {
    let rank = max(a.count, b.count)
    var result: [Int?] = []
    for axis in 0..<rank {
      let left = axis < rank - a.count ? 1 : a[axis - (rank - a.count)]
      let right = axis < rank - b.count ? 1 : b[axis - (rank - b.count)]
      switch (left, right) {
      case (1?, _): result.append(right)
      case (_, 1?): result.append(left)
      case (nil, _): result.append(right)
      case (_, nil): result.append(left)
      case (let left?, let right?):
        guard left == right else {
          throw .shape("shapes \(text(a)) and \(text(b)) do not broadcast: \(left) against \(right)")
        }
        result.append(left)
      }
    }
    return result
  }

  /// Extents as messages print them.
  package static func text(_ extents: [Int?]) -> String {
    "[" + extents.map { $0.map(String.init) ?? "?" }.joined(separator: "x") + "]"
  }
}
