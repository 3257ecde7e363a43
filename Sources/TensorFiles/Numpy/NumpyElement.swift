import Tensors

/// An element type of numpy's, by its type string (`descr`): `<f4`, `|u1`, `<U5`.
struct NumpyElement: Equatable {
  enum Content: Equatable {
    case numbers(DataType)
    /// Text of so many UTF-32 characters, padded with NUL.
    case text(length: Int)
  }

  let content: Content

  private static let types: [(code: String, type: DataType)] = [
    ("f2", .float16), ("f4", .float32), ("f8", .float64), ("i1", .int8), ("i2", .int16), ("i4", .int32),
    ("i8", .int64), ("u1", .uint8), ("u2", .uint16), ("u4", .uint32), ("u8", .uint64), ("b1", .bool),
    ("c8", .complex64), ("c16", .complex128),
  ]

  init(_ content: Content) { self.content = content }

  /// Bytes of an element.
  var width: Int {
    switch content {
    case .numbers(let type): type.byteWidth
    case .text(let length): 4 * length
    }
  }

  /// The type string that numpy writes; a type that it lacks comes as raw bytes (`|V1`).
  var typeString: String {
    switch content {
    case .text(let length): "<U\(length)"
    case .numbers(let type):
      Self.types.first { $0.type == type }.map { (type.byteWidth == 1 ? "|" : "<") + $0.code }
        ?? "|V\(type.byteWidth)"
    }
  }

  /// - Throws: ``TensorFileError/unsupported(what:reason:hint:place:)`` with the type by its name.
  init(typeString: String, place: String) throws(TensorFileError) {
    let order = typeString.first
    let code = String(typeString.dropFirst())
    if code.hasPrefix("U"), order != ">", let length = Int(code.dropFirst()), (1...1 << 20).contains(length) {
      content = .text(length: length)
      return
    }
    guard let type = Self.types.first(where: { $0.code == code })?.type, "<>=|".contains(order ?? " ") else {
      throw .unsupported(
        what: "numpy type `\(typeString)`",
        reason: code == "O"
          ? "objects are stored as Python code (pickle), which is not read"
          : "accepted: " + Self.types.map(\.code).joined(separator: ", ") + ", and U for text",
        hint: code == "O" ? "save the array with a number type: a.astype('float32')" : nil, place: place)
    }
    guard order != ">" || type.byteWidth == 1 else {
      throw .unsupported(
        what: "numpy type `\(typeString)`", reason: "its bytes are in big-endian order, little-endian is accepted",
        hint: "save it as a.astype('<\(code)')", place: place)
    }
    content = .numbers(type)
  }
}
