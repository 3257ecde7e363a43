/// Text that a message or table may quote from a file, made fit for one line of a terminal.
package enum OneLine {
  /// Control characters are replaced, so that a name out of a model can neither break the line nor
  /// steer the terminal.
  package static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(text.unicodeScalars.map { isControl($0) ? "?" : Character($0) })
  }

  /// The same, cut to what anybody reads: a model may name something in a megabyte.
  package static func message(_ text: String) -> String { TextColumns.cut(self.text(text), to: longestMessage) }

  private static let longestMessage = 2000

  /// Also what ends a line elsewhere, and what turns the direction of writing, so that text reads as other text.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
