/// 128 bits that stand for bytes: MurmurHash3, the variant for 64-bit machines (Appleby, 2011, public domain).
///
/// It tells files and results apart that differ by chance; it is no protection against somebody who makes two equal
/// ones on purpose.
package struct ContentDigest: Hashable, Sendable {
  private static let factors: (UInt64, UInt64) = (0x87c3_7b91_1142_53d5, 0x4cf5_ad43_2745_937f)

  private let words: (UInt64, UInt64)

  /// 32 hexadecimal digits.
  package var text: String { Self.digits(words.0) + Self.digits(words.1) }

  package init(_ bytes: UnsafeRawBufferPointer) {
    var (h1, h2): (UInt64, UInt64) = (0, 0)
    let whole = bytes.count & ~15
    for offset in stride(from: 0, to: whole, by: 16) {
      let k1 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let k2 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      h1 ^= Self.mixed1(k1)
      h1 = (Self.rotated(h1, 27) &+ h2) &* 5 &+ 0x52dc_e729
      h2 ^= Self.mixed2(k2)
      h2 = (Self.rotated(h2, 31) &+ h1) &* 5 &+ 0x3849_5ab5
    }
    var (k1, k2): (UInt64, UInt64) = (0, 0)
    for (index, byte) in bytes[whole...].enumerated() {
      if index < 8 { k1 |= UInt64(byte) << (8 * index) } else { k2 |= UInt64(byte) << (8 * (index - 8)) }
    }
    h2 ^= Self.mixed2(k2)
    h1 ^= Self.mixed1(k1)
    h1 ^= UInt64(bytes.count)
    h2 ^= UInt64(bytes.count)
    h1 = h1 &+ h2
    h2 = h2 &+ h1
    (h1, h2) = (Self.finished(h1), Self.finished(h2))
    h1 = h1 &+ h2
    words = (h1, h2 &+ h1)
  }

  /// Of the text's bytes in UTF-8.
  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { ContentDigest(UnsafeRawBufferPointer($0)) }
  }

  package static func == (left: ContentDigest, right: ContentDigest) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static func mixed1(_ k: UInt64) -> UInt64 { rotated(k &* factors.0, 31) &* factors.1 }

  private static func mixed2(_ k: UInt64) -> UInt64 { rotated(k &* factors.1, 33) &* factors.0 }

  private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

  private static func finished(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    word = (word ^ word >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return word ^ word >> 33
  }

  private static func digits(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
