/// The text of one CSV field (RFC 4180, section 2).
package enum CSVField {
  /// Quoted where it has to be. A name that a spreadsheet would take for a formula gets a leading
  /// apostrophe: names come from models, which nobody vouches for.
  package static func escaped(_ text: String) -> String {
    // By scalars throughout: to a reader of CSV a comma is a comma, also below an accent.
    var field = visible(text).unicodeScalars
    if let first = field.first, "=+-@\t\r\n".unicodeScalars.contains(first), Double(text) == nil {
      field.insert("'", at: field.startIndex)
    }
    guard field.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return String(field) }
    var quoted = "\"".unicodeScalars
    for scalar in field {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// CSV is shown on terminals, which control characters would steer; line ends and tabs may stand in a field.
  private static func visible(_ text: String) -> String {
    func acts(_ scalar: Unicode.Scalar) -> Bool {
      OneLine.isControl(scalar) && !["\n", "\r", "\t"].contains(scalar)
    }
    guard text.unicodeScalars.contains(where: acts) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { acts($0) ? "?" : $0 }))
  }
}
