/// A set of adders of a reduction tree.
struct AdderSet {
  private var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ adder: Int) { words[adder / 64] |= 1 << UInt64(adder % 64) }

  mutating func formUnion(_ other: AdderSet) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  mutating func removeAll() {
    for word in words.indices { words[word] = 0 }
  }

  /// Visits the adders in ascending order.
  func visit(_ body: (_ adder: Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(64 * index + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }
}
