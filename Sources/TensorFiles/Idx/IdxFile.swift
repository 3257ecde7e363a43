import Diagnostics
import Tensors

/// IDX files, in which MNIST and its successors come (LeCun, Cortes and Burges): one array, big-endian, often
/// gzipped.
package enum IdxFile {
  private static let types: [UInt8: DataType] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]

  /// Reads an array, gzipped or not.
  /// - Parameter memoryLimit: bytes that a gzipped one may take.
  /// - Throws: `FileAccessError`, ``TensorFileError``.
  package static func read(path: String, memoryLimit: Int = .max) throws -> Tensor {
    let bytes = try MappedFile(path: path).contents
    guard Gzip.isGzip(bytes) else { return try tensor(bytes, place: path) }
    // 4 bytes, and 4 for each of 255 dimensions.
    let header = try Header(Gzip.prefix(of: bytes, count: 1024, place: path), place: path)
    let contents = try Gzip.decompress(bytes, count: header.fileCount, memoryLimit: memoryLimit, place: path)
    return try tensor(contents, place: path)
  }

  /// The array in the bytes of an IDX file.
  /// - Parameter place: as messages name it.
  package static func tensor(_ bytes: TensorBytes, place: String) throws(TensorFileError) -> Tensor {
    let header = try Header(bytes, place: place)
    guard bytes.count == header.fileCount else {
      throw .malformed(
        format: "IDX file", reason: "\(bytes.count) bytes where \(header.shape.extents) takes \(header.fileCount)",
        place: place)
    }
    let width = header.type.byteWidth
    let payload = UnsafeRawBufferPointer(rebasing: bytes.buffer[header.payloadOffset...])
    return Tensor(header.type, header.shape) { target in
      for element in 0..<header.shape.count {
        for byte in 0..<width { target[element * width + byte] = payload[element * width + width - 1 - byte] }
      }
    }
  }

  private struct Header {
    let type: DataType
    let shape: Shape
    let payloadOffset: Int

    var fileCount: Int { payloadOffset + shape.count * type.byteWidth }

    init(_ bytes: TensorBytes, place: String) throws(TensorFileError) {
      func fault(_ reason: String) -> TensorFileError {
        .malformed(format: "IDX file", reason: reason, place: place)
      }
      var reader = LittleEndianReader(bytes)
      guard reader.integer(UInt16.self) == 0, let code = reader.integer(UInt8.self),
        let type = IdxFile.types[code],
        let rank = reader.integer(UInt8.self)
      else { throw fault("it does not start with two zeros, a type and a number of dimensions") }
      var extents: [Int] = []
      for _ in 0..<rank {
        guard let extent = reader.integer(UInt32.self) else { throw fault("its header is truncated") }
        extents.append(Int(extent.byteSwapped))
      }
      do { shape = try Shape(extents) } catch { throw fault("\(error.what): \(error.reason)") }
      self.type = type
      payloadOffset = reader.offset
    }
  }
}

/// Whether bytes are an IDX file: the entry point for other packages (fuzzing). Never traps.
public func isIdxFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? IdxFile.tensor(TensorBytes(copying: bytes), place: "array")) != nil
}
