import FoundationEssentials

/// The text of a report's JSON: keys sorted, so that equal runs give equal bytes; slashes literal.
package enum JSONText {
  /// The document as text with sorted keys and a line end.
  package static func encode(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return harmless(String(decoding: try encoder.encode(document), as: UTF8.self)) + "\n"
  }

  /// The same document: what may act on a terminal that shows it, beyond what JSON itself has escaped, is escaped.
  static func harmless(_ json: String) -> String {
    func acts(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x7F && OneLine.isControl(scalar) }
    guard json.unicodeScalars.contains(where: acts) else { return json }
    return json.unicodeScalars.reduce(into: "") { text, scalar in
      guard acts(scalar) else { return text.unicodeScalars.append(scalar) }
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  /// The document of that text.
  package static func decode<Document: Decodable>(_: Document.Type, from bytes: [UInt8]) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(bytes))
  }
}
