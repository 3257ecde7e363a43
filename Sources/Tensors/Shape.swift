/// The extents of a tensor, outermost first; empty for a scalar.
///
/// Extents are never negative, and their product fits an `Int`: both are established on creation, so
/// that no later arithmetic on offsets can overflow.
package struct Shape: Hashable, Sendable {
  package let extents: [Int]
  /// Number of elements: the product of the extents, 1 for a scalar.
  package let count: Int

  /// Dimensions that a tensor may have: numpy has at most 64, and what walks over pairs of axes has to end.
  package static let largestRank = 1024

  /// What the other extents of an empty tensor may multiply to. It takes no bytes, so that no limit on memory stops what
  /// walks over its rows, or keeps a number for each; 2^27 still has room for an empty batch of GPT-2's scores.
  package static let largestEmpty = 1 << 27

  /// - Throws: ``TensorError`` for too many dimensions, negative extents, and too many elements.
  package init(_ extents: [Int]) throws(TensorError) {
    guard extents.count <= Self.largestRank else { throw .rank(extents.count) }
    guard extents.allSatisfy({ $0 >= 0 }) else { throw .negativeExtent(extents) }
    // The product without the zeros has to fit as well, since strides are products of a part.
    var product = 1
    for extent in extents where extent != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      // 2^48 elements are beyond any machine; the margin lets byte counts be computed unchecked.
      guard !overflow, next < 1 << 48 else { throw .tooManyElements(extents) }
      product = next
    }
    let isEmpty = extents.contains(0)
    guard !isEmpty || product <= Self.largestEmpty else { throw .emptyTooLarge(extents) }
    self.extents = extents
    self.count = isEmpty ? 0 : product
  }

  package static let scalar = Shape(uncheckedExtents: [], count: 1)

  private init(uncheckedExtents extents: [Int], count: Int) {
    self.extents = extents
    self.count = count
  }

  package var rank: Int { extents.count }

  package subscript(axis: Int) -> Int { extents[axis] }

  /// Row-major strides in elements.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * max(extents[axis + 1], 1)
    }
    return strides
  }

  /// Product of the extents of `range`, 1 where it is empty.
  package func count(of range: Range<Int>) -> Int { extents[range].reduce(1, *) }
}

extension Shape: CustomStringConvertible {
  package var description: String { "[" + extents.map(String.init).joined(separator: "x") + "]" }
}
