/// Text as a terminal lays it out: most characters take one column, those of East Asian scripts and emoji two
/// (Unicode Standard Annex 11).
package enum TextColumns {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
  ]

  /// The columns that a text takes.
  package static func count(_ text: String) -> Int {
    // Nearly every text of a report is ASCII.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + count($1) }
  }

  /// The text itself, or its beginning and end around an ellipsis where it is too wide: names differ mostly at
  /// their ends.
  package static func cut(_ text: String, to width: Int) -> String {
    guard count(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    let head = (width - 1) / 3
    let end = fitting(text.reversed(), in: width - 1 - head).reversed()
    return String(fitting(text, in: head)) + "…" + String(end)
  }

  private static func fitting(_ characters: some Sequence<Character>, in width: Int) -> [Character] {
    var rest = width
    return Array(
      characters.prefix {
        rest -= count($0)
        return rest >= 0
      })
  }

  private static func count(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first?.value else { return 0 }
    return wide.contains { $0.contains(first) } ? 2 : 1
  }
}
