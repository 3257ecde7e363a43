/// The components of a network that have something to do, so that idle ones cost nothing.
///
/// Members are visited in ascending order. One that is added during a visit takes its turn in the same round if it
/// comes later than the one that is visited, else in the next round: exactly what evaluating all of them in order
/// would give.
struct ActiveSet: ~Copyable {
  private var words: UnsafeMutableBufferPointer<UInt64>

  init(count: Int) {
    words = .allocate(capacity: (count + 63) / 64)
    words.initialize(repeating: 0)
  }

  deinit { words.deallocate() }

  mutating func insert(_ member: Int) {
    words[member &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: member & 63)
  }

  /// Removes and returns the first member that is not before `start`.
  mutating func takeFirst(from start: Int) -> Int? {
    var word = start &>> 6
    guard word < words.count else { return nil }
    var bits = words[word] & (~0 &<< UInt64(truncatingIfNeeded: start & 63))
    while bits == 0 {
      word &+= 1
      guard word < words.count else { return nil }
      bits = words[word]
    }
    let bit = bits & (0 &- bits)
    words[word] ^= bit
    return word &<< 6 &+ bit.trailingZeroBitCount
  }

  mutating func removeAll() { words.update(repeating: 0) }
}
