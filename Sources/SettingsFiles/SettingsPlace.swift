/// Where something stands in a settings file: what an editor can jump to.
package struct SettingsPlace: Hashable, Sendable, CustomStringConvertible {
  package var file: String
  /// From 1; `nil` where a fault is the whole file's.
  package var line: Int?
  /// From 1, in characters of the original text.
  package var column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `maeri.cfg:3:12`, or `maeri.cfg`.
  package var description: String {
    guard let line, let column else { return file }
    return "\(file):\(line):\(column)"
  }
}
