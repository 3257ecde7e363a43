import Tensors

/// The front of a `.npy` file (NEP 1): magic, version, and a Python dictionary that says what the rest is.
struct NumpyHeader {
  /// A longer header is no array of numbers; numpy's own limit for untrusted files is smaller still.
  static let sizeLimit = 64 << 10

  var element: NumpyElement
  /// Whether the first index runs fastest in the file.
  var isFortranOrder: Bool
  var shape: Shape
  /// Where the elements start.
  var payloadOffset: Int

  /// Bytes of the elements.
  /// - Returns: `nil` beyond any memory: of text, whose elements have any width.
  var payloadCount: Int? {
    let (count, overflow) = shape.count.multipliedReportingOverflow(by: element.width)
    return overflow ? nil : count
  }

  /// - Parameter place: the file, and the member of an archive.
  init(_ bytes: TensorBytes, place: String) throws(TensorFileError) {
    func fault(_ reason: String) -> TensorFileError {
      .malformed(format: "numpy array", reason: reason, place: place)
    }
    var reader = LittleEndianReader(bytes)
    guard let magic = reader.array(of: 6), magic == [0x93] + Array("NUMPY".utf8) else {
      throw fault("it does not start as a .npy file does")
    }
    guard let major = reader.integer(UInt8.self), reader.integer(UInt8.self) != nil else {
      throw fault("it is truncated")
    }
    guard (1...3).contains(major) else { throw fault("format version \(major) is not known, 1 to 3 are") }
    let length = major == 1 ? reader.integer(UInt16.self).map(Int.init) : reader.integer(UInt32.self).map(Int.init)
    guard let length else { throw fault("it is truncated") }
    guard length <= Self.sizeLimit else {
      throw fault("a header of \(length) bytes is longer than \(Self.sizeLimit)")
    }
    guard let text = reader.array(of: length) else { throw fault("its header is truncated") }
    guard let header = String(validating: text, as: UTF8.self).flatMap({ PythonLiteral($0) }),
      case .dictionary(let entries) = header
    else { throw fault("its header is no Python dictionary") }

    try self.init(entries, payloadOffset: reader.offset, place: place)
  }

  private init(
    _ entries: [(key: String, value: PythonLiteral)], payloadOffset: Int, place: String
  ) throws(TensorFileError) {
    func fault(_ reason: String) -> TensorFileError {
      .malformed(format: "numpy array", reason: reason, place: place)
    }
    guard entries.map(\.key).sorted() == ["descr", "fortran_order", "shape"] else {
      throw fault("its header has to hold `descr`, `fortran_order` and `shape`, once each and nothing else")
    }
    func value(_ key: String) -> PythonLiteral? { entries.first { $0.key == key }?.value }

    switch value("descr") {
    case .text(let typeString): element = try NumpyElement(typeString: typeString, place: place)
    case .sequence:
      throw .unsupported(
        what: "structured numpy type", reason: "an array of one number type is accepted",
        hint: "save the fields as arrays of their own: np.savez(path, name=a['name'])", place: place)
    default: throw fault("its `descr` is no type string")
    }
    guard case .boolean(let isFortranOrder) = value("fortran_order") else {
      throw fault("its `fortran_order` is neither True nor False")
    }
    guard case .sequence(let elements) = value("shape") else { throw fault("its `shape` is no tuple") }
    var extents: [Int] = []
    for element in elements {
      guard case .integer(let extent) = element else { throw fault("its `shape` holds more than integers") }
      extents.append(extent)
    }
    guard extents.count <= 64 else { throw fault("\(extents.count) dimensions are more than numpy's 64") }
    do { shape = try Shape(extents) } catch { throw fault("\(error.what): \(error.reason)") }
    self.isFortranOrder = isFortranOrder
    self.payloadOffset = payloadOffset
  }

  /// The header of a row-major array, padded so that the elements start at a multiple of 64 bytes.
  static func bytes(of element: NumpyElement, _ shape: Shape) -> [UInt8] {
    let extents = shape.extents.map(String.init).joined(separator: ", ")
    let tuple = shape.rank == 1 ? "(\(extents),)" : "(\(extents))"
    var text = "{'descr': '\(element.typeString)', 'fortran_order': False, 'shape': \(tuple), }"
    let unpadded = 10 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = UInt16(text.utf8.count)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
  }
}
