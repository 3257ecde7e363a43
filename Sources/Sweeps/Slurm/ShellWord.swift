/// A word of a shell's command line (POSIX, Shell Command Language, 2.2.2).
package enum ShellWord {
  /// The text as one word that the shell takes as it stands. By scalars: to the shell a quotation mark is one below an
  /// accent, too.
  package static func quoted(_ text: String) -> String {
    var word = "'".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "'" { word.append(contentsOf: "'\\'".unicodeScalars) }
      word.append(scalar)
    }
    word.append("'")
    return String(word)
  }
}
