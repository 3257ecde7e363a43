/// A share of weights to clear, from 0 to 1.
package struct PruningRatio: Hashable, Sendable {
  package let value: Double

  /// - Throws: ``SparsityError/ratio(_:)`` for NaN and for what lies outside 0...1.
  package init(_ value: Double) throws(SparsityError) {
    guard value >= 0, value <= 1 else { throw .ratio(String(value)) }
    self.value = value
  }

  /// - Throws: ``SparsityError/ratio(_:)`` for text that is no number in 0...1.
  package init(text: String) throws(SparsityError) {
    guard let value = Double(text), value >= 0, value <= 1 else { throw .ratio("`\(text)`") }
    self.value = value
  }

  package static let none = PruningRatio(unchecked: 0)

  init(unchecked value: Double) { self.value = value }

  /// The rank (0-based, ascending magnitude) of the first of `count` elements that is surely kept:
  /// floor(count * ratio); `nil` where the ratio clears all of them.
  func pivotRank(among count: Int) -> Int? {
    guard value < 1, count > 0 else { return nil }
    // The product of a large count and a ratio just below 1 may round up to the count.
    return min(Int(Double(count) * value), count - 1)
  }
}
