/// The few Python literals that a `.npy` header is made of.
enum PythonLiteral {
  case text(String)
  case boolean(Bool)
  case integer(Int)
  case sequence([PythonLiteral])
  /// Keys in the order of the text.
  case dictionary([(key: String, value: PythonLiteral)])

  /// The literal that is all of a text, `nil` if it is none of these.
  init?(_ text: String) {
    var parser = PythonLiteralParser(text)
    guard let literal = parser.literal(depth: 0), parser.isAtEnd else { return nil }
    self = literal
  }
}

private struct PythonLiteralParser {
  /// Tuples of tuples do not occur in a header; structured types nest a little.
  private static let depthLimit = 8

  private let text: [UInt8]
  private var index = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return index == text.count
    }
  }

  mutating func literal(depth: Int) -> PythonLiteral? {
    guard depth < Self.depthLimit else { return nil }
    skipBlanks()
    switch peek {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map(PythonLiteral.text)
    case UInt8(ascii: "("): return elements(until: UInt8(ascii: ")"), depth)
    case UInt8(ascii: "["): return elements(until: UInt8(ascii: "]"), depth)
    case UInt8(ascii: "{"): return dictionary(depth)
    case UInt8(ascii: "T"): return take("True") ? .boolean(true) : nil
    case UInt8(ascii: "F"): return take("False") ? .boolean(false) : nil
    default: return integer()
    }
  }

  private var peek: UInt8? { index < text.count ? text[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") {
      index += 1
    }
  }

  private mutating func take(_ word: String) -> Bool {
    guard text[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  /// Without escapes: numpy writes none.
  private mutating func string() -> String? {
    guard let quote = peek else { return nil }
    index += 1
    guard let end = text[index...].firstIndex(of: quote) else { return nil }
    defer { index = end + 1 }
    let characters = text[index..<end]
    return characters.contains(UInt8(ascii: "\\")) ? nil : String(validating: characters, as: UTF8.self)
  }

  /// With the `L` that Python 2 put behind long ones.
  private mutating func integer() -> PythonLiteral? {
    let digits = text[index...].prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
    }
    index = digits.endIndex
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    if peek == UInt8(ascii: "L") { index += 1 }
    return .integer(value)
  }

  private mutating func elements(until end: UInt8, _ depth: Int) -> PythonLiteral? {
    var elements: [PythonLiteral] = []
    let isWhole = list(until: end) { parser in
      guard let element = parser.literal(depth: depth + 1) else { return false }
      elements.append(element)
      return true
    }
    return isWhole ? .sequence(elements) : nil
  }

  private mutating func dictionary(_ depth: Int) -> PythonLiteral? {
    var entries: [(key: String, value: PythonLiteral)] = []
    let isWhole = list(until: UInt8(ascii: "}")) { parser in
      guard let key = parser.string() else { return false }
      parser.skipBlanks()
      guard parser.take(":"), let value = parser.literal(depth: depth + 1) else { return false }
      entries.append((key, value))
      return true
    }
    return isWhole ? .dictionary(entries) : nil
  }

  /// Items between brackets, separated by commas, one of which may stand behind the last.
  private mutating func list(until end: UInt8, _ item: (inout PythonLiteralParser) -> Bool) -> Bool {
    index += 1
    while true {
      skipBlanks()
      if peek == end {
        index += 1
        return true
      }
      guard item(&self) else { return false }
      skipBlanks()
      if peek == UInt8(ascii: ",") {
        index += 1
      } else if peek != end {
        return false
      }
    }
  }
}
