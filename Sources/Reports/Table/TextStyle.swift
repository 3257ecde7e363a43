/// Whether a text may use a terminal's bold and faint letters (ECMA-48, SGR). Colours are left to the terminal.
package enum TextStyle: Sendable {
  case plain, terminal

  /// For titles and sums.
  package func strong(_ text: String) -> String { escaped(text, "1") }

  /// For rules and remarks.
  package func faint(_ text: String) -> String { escaped(text, "2") }

  private func escaped(_ text: String, _ code: String) -> String {
    self == .plain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
