/// Text that a message or table may quote from a file, made fit for one line of a terminal.
package enum OneLine {
  /// Control characters are replaced, so that a name out of a model can neither break the line nor
  /// steer the terminal.
  package static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(text.unicodeScalars.map { isControl($0) ? "?" : Character($0) })
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }
}
