import Tensors

/// Damaged copies of a file's bytes, for tests that a parser survives: the same for the same seeds.
package struct ByteMutations: Sequence {
  private let original: [UInt8]
  private let seeds: Range<UInt64>
  /// Bytes that are put in, besides random ones: those that mean something to the format.
  private let alphabet: [UInt8]

  package init(of original: [UInt8], seeds: Range<UInt64>, alphabet: [UInt8] = [0, 0x7F, 0xFF]) {
    self.original = original
    self.seeds = seeds
    self.alphabet = alphabet
  }

  package func makeIterator() -> some IteratorProtocol<[UInt8]> { seeds.lazy.map(mutation).makeIterator() }

  /// One to six bytes replaced, removed or put in.
  private func mutation(_ seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    var bytes = original
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let byte =
        Bool.random(using: &random)
        ? alphabet.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(byte, at: place)
      default: bytes[place] = byte
      }
    }
    return bytes
  }
}
