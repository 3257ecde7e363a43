/// Follows TOML text byte by byte, just far enough to know how deeply it nests and where lines start:
/// strings and comments are skipped, everything else is the parser's business.
struct NestingScan {
  private enum Region {
    case plain
    case comment
    /// In a string that ends with `count` of `quote`.
    case string(quote: UInt8, count: Int, escapes: Bool)
  }

  private var region = Region.plain
  /// Bytes of a delimiter or an escape that were looked at already.
  private var pending = 0
  /// From 1.
  private(set) var line = 1
  /// From 1, in characters.
  private(set) var column = 1
  /// Open brackets and braces.
  private(set) var depth = 0
  /// Parts so far of what may be a dotted key.
  private(set) var keyParts = 1
  /// Whether a key of the file's outermost level can start here.
  private(set) var isAtLineStart = true

  /// Passes `count` ASCII bytes of a key.
  mutating func skip(_ count: Int) {
    column += count
    isAtLineStart = false
  }

  mutating func advance(over text: [UInt8], at index: Int) {
    let byte = text[index]
    defer { track(byte) }
    if pending > 0 {
      pending -= 1
      return
    }
    switch region {
    case .plain: plain(byte, text, index)
    case .comment: if byte == UInt8(ascii: "\n") { region = .plain }
    case .string(let quote, let count, let escapes):
      if escapes, byte == UInt8(ascii: "\\") {
        pending = 1
      } else if byte == quote {
        // A long string may end in up to two quotes of its own before its delimiter.
        let quotes = text[index...].prefix(count == 1 ? 1 : 5).prefix { $0 == quote }.count
        guard quotes >= count else { return }
        pending = quotes - 1
        region = .plain
      } else if byte == UInt8(ascii: "\n"), count == 1 {
        // A string that its line does not close: the parser says so.
        region = .plain
      }
    }
  }

  private mutating func plain(_ byte: UInt8, _ text: [UInt8], _ index: Int) {
    switch byte {
    case UInt8(ascii: "#"): region = .comment
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let isLong = text[index...].prefix(3).elementsEqual(repeatElement(byte, count: 3))
      pending = isLong ? 2 : 0
      region = .string(quote: byte, count: isLong ? 3 : 1, escapes: byte == UInt8(ascii: "\""))
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      keyParts = 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth = max(depth - 1, 0)
      keyParts = 1
    case UInt8(ascii: "."): keyParts += 1
    case UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "\n"): keyParts = 1
    default: break
    }
  }

  private mutating func track(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
      isAtLineStart = depth == 0 && isPlain
    } else {
      if byte & 0xC0 != 0x80 { column += 1 }
      isAtLineStart = isAtLineStart && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
    }
  }

  private var isPlain: Bool {
    if case .plain = region { true } else { false }
  }
}
