/// Where the elements of one `TensorProto` stand in the file.
///
/// A right tensor has one of the two; which, and whether it is the field for its type, is for
/// ``TensorDecoder`` to judge.
struct TensorPayload {
  /// The contents of `raw_data`.
  var raw: WireBytes?
  /// The typed fields that hold something, each as one packed run.
  var typed: [TypedField: WireBytes] = [:]

  /// TensorProto's typed numeric fields (the raw values are its field numbers).
  enum TypedField: UInt32, CaseIterable {
    case float = 4
    case int32 = 5
    case int64 = 7
    case double = 10
    case uint64 = 11

    /// The field's name in the schema.
    var name: String { "\(self)_data" }
  }

  static let rawField: UInt32 = 9
}

/// Bytes that stand in the file in one piece, or that were collected from several.
enum WireBytes {
  case slice(Range<Int>)
  case collected([UInt8])

  var count: Int {
    switch self {
    case .slice(let range): range.count
    case .collected(let bytes): bytes.count
    }
  }

  /// Adds a further piece. Packed runs and single values of one field concatenate to one packed run.
  mutating func append(_ range: Range<Int>, of file: UnsafeRawBufferPointer) {
    switch self {
    case .slice(let first):
      var bytes = [UInt8](file[first])
      bytes.append(contentsOf: file[range])
      self = .collected(bytes)
    case .collected(var bytes):
      self = .collected([])
      bytes.append(contentsOf: file[range])
      self = .collected(bytes)
    }
  }
}
