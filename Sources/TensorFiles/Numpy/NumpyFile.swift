import Diagnostics
import Tensors

/// `.npy` files: one array.
package enum NumpyFile {
  /// Reads an array, also a gzipped one (`.npy.gz`). Where possible its memory is the mapped file's.
  /// - Parameter memoryLimit: bytes that a gzipped one may take.
  /// - Throws: `FileAccessError`, ``TensorFileError``.
  package static func read(path: String, memoryLimit: Int = .max) throws -> Tensor {
    let bytes = try MappedFile(path: path).contents
    return try tensor(
      Gzip.isGzip(bytes) ? decompressed(bytes, path, memoryLimit: memoryLimit) : bytes, place: path)
  }

  /// The array in the bytes of a `.npy` file.
  /// - Parameter place: as messages name it.
  package static func tensor(_ bytes: TensorBytes, place: String) throws(TensorFileError) -> Tensor {
    let header = try NumpyHeader(bytes, place: place)
    let found = bytes.count - header.payloadOffset
    guard let needed = header.payloadCount, needed == found else {
      throw .malformed(
        format: "numpy array",
        reason: "\(found) bytes of elements where \(header.element.typeString) x \(header.shape.extents) takes "
          + (header.payloadCount.map { "\($0)" } ?? "more than there is"),
        place: place)
    }
    let payload = bytes.slice(header.payloadOffset..<bytes.count)
    switch header.element.content {
    case .numbers(let type): return numbers(payload, type, header)
    case .text(let length): return try text(payload, length: length, header, place: place)
    }
  }

  /// The bytes of a `.npy` file.
  ///
  /// bfloat16, which numpy lacks, is written as float32; the types below a byte as int8 or uint8, 8-bit
  /// floating-point types as raw bytes.
  package static func bytes(of tensor: Tensor) -> [UInt8] {
    let array = NumpyArray(tensor)
    return array.header + array.payload.buffer
  }

  private static func numbers(_ payload: TensorBytes, _ type: DataType, _ header: NumpyHeader) -> Tensor {
    // Any byte but 0 is true to numpy; elsewhere only 1 is.
    if type == .bool, payload.buffer.contains(where: { $0 > 1 }) {
      let normal = TensorBytes(copying: payload.buffer.map { $0 == 0 ? 0 : 1 })
      return numbers(normal, type, header)
    }
    if header.isFortranOrder, header.shape.rank > 1 {
      return .rowMajor(fromFortranOrder: payload.buffer, type, header.shape)
    }
    guard let tensor = try? Tensor(type, header.shape, bytes: payload) else {
      preconditionFailure("the payload's size was compared with the shape's")
    }
    return tensor
  }

  private static func text(
    _ payload: TensorBytes, length: Int, _ header: NumpyHeader, place: String
  ) throws(TensorFileError) -> Tensor {
    guard !header.isFortranOrder || header.shape.rank < 2 else {
      throw .unsupported(
        what: "text in Fortran order", reason: "row-major order is accepted",
        hint: "save it as np.ascontiguousarray(a)", place: place)
    }
    var strings: [String] = []
    var reader = LittleEndianReader(payload)
    for _ in 0..<header.shape.count {
      var string = String.UnicodeScalarView()
      for _ in 0..<length {
        let value = reader.integer(UInt32.self) ?? 0
        guard let scalar = Unicode.Scalar(value) else {
          throw .malformed(
            format: "numpy array", reason: "text with 0x\(String(value, radix: 16)), which is no character",
            place: place)
        }
        string.append(scalar)
      }
      while string.last == "\0" { string.removeLast() }
      strings.append(String(string))
    }
    guard let tensor = try? Tensor(header.shape, strings: strings) else {
      preconditionFailure("as many strings as the shape has elements")
    }
    return tensor
  }

  /// The header tells the size, so that no more than that is decompressed.
  fileprivate static func decompressed(
    _ bytes: TensorBytes, _ path: String, memoryLimit: Int = .max
  ) throws -> TensorBytes {
    let front = try Gzip.prefix(of: bytes, count: NumpyHeader.sizeLimit + 12, place: path)
    let header = try NumpyHeader(front, place: path)
    guard let payload = header.payloadCount else {
      throw TensorFileError.malformed(format: "numpy array", reason: "a shape beyond any memory", place: path)
    }
    return try Gzip.decompress(
      bytes, count: header.payloadOffset + payload, memoryLimit: memoryLimit, place: path)
  }
}

/// Whether bytes are a `.npy` file: the entry point for other packages (fuzzing). Never traps.
public func isNumpyFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? NumpyFile.tensor(TensorBytes(copying: bytes), place: "array")) != nil
}

/// Whether bytes are a `.npy.gz` file: the entry point for other packages (fuzzing). Never traps.
public func isCompressedNumpyFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? NumpyFile.tensor(NumpyFile.decompressed(TensorBytes(copying: bytes), "array"), place: "array")) != nil
}
