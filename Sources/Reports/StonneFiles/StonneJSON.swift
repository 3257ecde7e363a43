/// JSON text in STONNE's style: four spaces a level, `"key" : value`, one element a line.
///
/// Two habits are kept, for they are part of the bytes: a group after scalars may begin with its comma
/// (`,"ActivationFifo" : {`), and one closing brace is followed directly by its parent's.
struct StonneJSON {
  private(set) var text = ""
  private var depth = 0
  /// Nothing was written yet inside the innermost bracket.
  private var isFirst = true

  /// Where the comma before an element stands.
  enum Comma {
    case lineEnd
    case lineStart
  }

  /// A whole document: one object.
  static func document(_ body: (inout StonneJSON) -> Void) -> String {
    var json = StonneJSON()
    json.text = "{"
    json.depth = 1
    body(&json)
    json.text += "\n}\n"
    return json.text
  }

  mutating func field(_ key: String, _ value: Int) {
    beginElement()
    text += "\"\(key)\" : \(value)"
  }

  mutating func field(_ key: String, _ value: Bool) { field(key, value ? 1 : 0) }

  mutating func field(_ key: String, _ value: String) {
    beginElement()
    text += "\"\(key)\" : \"\(value)\""
  }

  mutating func object(
    _ key: String, comma: Comma = .lineEnd, endsOnParentsLine: Bool = false, _ body: (inout StonneJSON) -> Void
  ) {
    beginElement(comma)
    text += "\"\(key)\" : "
    bracketed("{", "}", body)
    if endsOnParentsLine { closesDirectly = true }
  }

  /// An object that is an array's element.
  mutating func object(_ body: (inout StonneJSON) -> Void) {
    beginElement()
    bracketed("{", "}", body)
  }

  mutating func array(_ key: String, comma: Comma = .lineEnd, _ body: (inout StonneJSON) -> Void) {
    beginElement(comma)
    text += "\"\(key)\" : "
    bracketed("[", "]", body)
  }

  /// An array that is an array's element.
  mutating func array(_ body: (inout StonneJSON) -> Void) {
    beginElement()
    bracketed("[", "]", body)
  }

  mutating func array(_ key: String, _ values: [Int]) {
    array(key) { json in
      for value in values {
        json.beginElement()
        json.text += "\(value)"
      }
    }
  }

  /// The next closing brace gets no line of its own.
  private var closesDirectly = false

  private mutating func beginElement(_ comma: Comma = .lineEnd) {
    if !isFirst, comma == .lineEnd { text += "," }
    newLine()
    if !isFirst, comma == .lineStart { text += "," }
    isFirst = false
  }

  private mutating func bracketed(_ open: String, _ close: String, _ body: (inout StonneJSON) -> Void) {
    text += open
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if closesDirectly { indent() } else { newLine() }
    closesDirectly = false
    text += close
    isFirst = false
  }

  private mutating func newLine() {
    text += "\n"
    indent()
  }

  private mutating func indent() {
    for _ in 0..<depth { text += "    " }
  }
}
