/// A line of STONNE's energy tables and `.counters` files: `COMPONENT ITEM=number ITEM=number`.
struct ComponentLine {
  var component: String
  var items: [(name: Substring, text: Substring)]
  /// From 1.
  var number: Int
  private var path: String

  /// - Throws: ``HardwareError/componentText(what:reason:hint:path:line:)`` where an item is no
  ///   `NAME=number`, or a name comes twice.
  init(_ line: Substring, number: Int, path: String) throws(HardwareError) {
    let words = line.split { $0 == " " || $0 == "\t" }
    self.component = words.first.map(String.init) ?? ""
    self.number = number
    self.path = path
    items = []
    for word in words.dropFirst() {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw fault("item `\(word)`", "an item is written NAME=number, without blanks")
      }
      let name = word[..<equals]
      guard !items.contains(where: { $0.name == name }) else {
        throw fault("item `\(word)`", "\(component) has \(name) already")
      }
      items.append((name, word[word.index(after: equals)...]))
    }
  }

  /// A fault of this line.
  func fault(_ what: String, _ reason: String, hint: String? = nil) -> HardwareError {
    .componentText(what: what, reason: reason, hint: hint, path: path, line: number)
  }

  /// Text as numbered lines, without line ends.
  /// - Throws: where the bytes are not UTF-8.
  static func lines(of bytes: [UInt8], path: String) throws(HardwareError) -> [(number: Int, text: Substring)] {
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw .componentText(what: "text", reason: "it is not UTF-8", path: path, line: 1)
    }
    // The byte order mark that editors on Windows write is none of the text.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated().map { ($0 + 1, $1) }
  }
}
