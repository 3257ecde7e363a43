/// Where a tensor's elements stand outside the model file (`TensorProto.external_data`; ONNX documentation,
/// "External Data").
struct ExternalDataLocation {
  /// Path of the file, relative to the model's folder and inside it.
  let path: String
  /// Bytes from the start of that file.
  let offset: Int
  /// Bytes of the elements; `nil` where the model does not say.
  let length: Int?

  /// - Parameter entries: the keys and values of `external_data`; keys other than `location`, `offset`
  ///   and `length` are read over.
  init(entries: [String: String]) throws(ExternalDataFault) {
    guard let location = entries["location"], !location.isEmpty else { throw .noLocation }
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    guard !location.hasPrefix("/"), !parts.contains("..") else {
      throw .escapes(location)
    }
    path = location
    offset = try Self.number(entries["offset"], key: "offset") ?? 0
    length = try Self.number(entries["length"], key: "length")
  }

  private static func number(_ text: String?, key: String) throws(ExternalDataFault) -> Int? {
    guard let text, !text.isEmpty else { return nil }
    guard let number = Int(text), number >= 0 else { throw .notANumber(key: key, text) }
    return number
  }
}
