/// Text that a message may quote from a file, made fit for one line of a terminal.
enum OneLine {
  /// Control characters are replaced, so that a name out of a model can neither break the line nor
  /// steer the terminal.
  static func text(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar -> Character in
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        return isControl || scalar.value == 0x2028 || scalar.value == 0x2029 ? "?" : Character(scalar)
      })
  }
}
