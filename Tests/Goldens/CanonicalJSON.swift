import Foundation

/// JSON with sorted keys and without white space, so that equal values are equal texts.
enum CanonicalJSON {
  static func text(of json: String) throws -> String {
    var text = ""
    append(try JSONSerialization.jsonObject(with: Data(json.utf8)), to: &text)
    return text
  }

  private static func append(_ value: Any, to text: inout String) {
    switch value {
    case let object as [String: Any]:
      append(object.sorted { $0.key < $1.key }, "{", "}", to: &text) { member, text in
        text += "\"\(member.key)\":"
        append(member.value, to: &text)
      }
    case let array as [Any]:
      append(array, "[", "]", to: &text) { element, text in append(element, to: &text) }
    case let string as String: text += "\"\(string)\""
    default: text += "\(value)"
    }
  }

  private static func append<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String,
    each: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      each(element, &text)
    }
    text += close
  }
}
