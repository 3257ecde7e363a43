/// Numbers sequences of integers in the order in which they first come.
package struct SequenceTable {
  /// All sequences, one behind the other, and where each begins; one more at the end.
  private var elements: [Int32] = []
  private var starts = [0]
  /// Open addressing: the number of a sequence, -1 where there is none.
  private var slots: [Int32] = Array(repeating: -1, count: 256)

  package init() {}

  /// Sequences so far.
  package var count: Int { starts.count - 1 }

  /// The number of a sequence, and whether it is new.
  package mutating func number(of sequence: [Int32]) -> (number: Int, isNew: Bool) {
    var slot = slot(of: sequence)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if elements[starts[number]..<starts[number + 1]].elementsEqual(sequence) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    elements += sequence
    starts.append(elements.count)
    if 2 * count > slots.count { grow() }
    return (count - 1, true)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: 2 * slots.count)
    for number in 0..<count {
      var slot = slot(of: elements[starts[number]..<starts[number + 1]])
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private func slot(of sequence: some Sequence<Int32>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for element in sequence {
      hash = (hash ^ UInt64(UInt32(bitPattern: element))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }
}
