import FoundationEssentials

/// The text of a report's JSON: keys sorted, so that equal runs give equal bytes; slashes literal.
package enum JSONText {
  /// The document as text with sorted keys and a line end.
  package static func encode(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  /// The document of that text.
  package static func decode<Document: Decodable>(_: Document.Type, from bytes: [UInt8]) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(bytes))
  }
}
