import Tensors

/// gzip files (RFC 1952), whose size before compression is known from elsewhere: their own statement of it
/// is only modulo 2^32, and no reason to allocate.
package enum Gzip {
  /// Whether bytes begin as a gzip file does.
  package static func isGzip(_ bytes: TensorBytes) -> Bool { bytes.buffer.prefix(2).elementsEqual([0x1F, 0x8B]) }

  /// Up to `count` bytes from the front of the decompressed data: enough for a header that tells its size.
  package static func prefix(of bytes: TensorBytes, count: Int, place: String) throws -> TensorBytes {
    let target = TensorBytes(uninitializedCount: count)
    let (_, produced) = try inflate(bytes, into: target, place)
    return target.slice(0..<produced)
  }

  /// All of the decompressed data, which has to be `count` bytes; gzip's checksums are tested.
  /// - Parameter memoryLimit: bytes that it may take.
  package static func decompress(
    _ bytes: TensorBytes, count: Int, memoryLimit: Int = .max, place: String
  ) throws -> TensorBytes {
    guard count / Inflater.largestRatio <= bytes.count else {
      throw fault("\(bytes.count) bytes cannot hold the \(count) that it is to have", place)
    }
    guard count <= memoryLimit else {
      throw TensorFileError.memory(format: "gzip file", bytes: count, limit: memoryLimit, place: place)
    }
    let target = TensorBytes(uninitializedCount: count)
    let (isWhole, produced) = try inflate(bytes, into: target, place)
    guard isWhole, produced == count else {
      throw fault(
        "it holds \(isWhole ? "\(produced)" : "more than \(produced)") bytes where \(count) are needed", place)
    }
    return target
  }

  /// Members one after the other, until the target is full or the source ends.
  /// - Returns: whether all of the source was used, and how many bytes came.
  private static func inflate(
    _ source: TensorBytes, into target: TensorBytes, _ place: String
  ) throws -> (isWhole: Bool, produced: Int) {
    var inflater = try Inflater(.gzip)
    let output = UnsafeMutableRawBufferPointer(start: target.base, count: target.count)
    var consumed = 0
    var produced = 0
    while true {
      let (progress, taken, given) = inflater.inflate(
        UnsafeRawBufferPointer(rebasing: source.buffer[consumed...]),
        into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
      consumed += taken
      produced += given
      switch progress {
      case .corrupt: throw fault("its compressed data or checksum is wrong", place)
      case .underway where produced < target.count: throw fault("it is truncated", place)
      case .underway: return (false, produced)
      case .ended where consumed == source.count: return (true, produced)
      case .ended: inflater.restart()
      }
    }
  }

  private static func fault(_ reason: String, _ place: String) -> TensorFileError {
    .malformed(format: "gzip file", reason: reason, place: place)
  }
}
