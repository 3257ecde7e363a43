/// The text of one CSV field (RFC 4180, section 2).
package enum CSVField {
  /// Quoted where it has to be. A name that a spreadsheet would take for a formula gets a leading
  /// apostrophe: names come from models, which nobody vouches for.
  package static func escaped(_ text: String) -> String {
    var text = text
    if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
    guard text.contains(where: { ",\"\n\r".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
