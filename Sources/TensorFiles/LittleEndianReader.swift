import Tensors

/// Reads little-endian integers and ranges from bytes that may end anywhere: `nil` where they do.
struct LittleEndianReader {
  private let bytes: TensorBytes
  private(set) var offset: Int

  init(_ bytes: TensorBytes, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var remaining: Int { max(bytes.count - offset, 0) }

  mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type = Value.self) -> Value? {
    guard let range = range(of: MemoryLayout<Value>.size) else { return nil }
    return Value(
      littleEndian: UnsafeRawPointer(bytes.base).loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self))
  }

  /// The place of the next `count` bytes, which count as read.
  mutating func range(of count: Int) -> Range<Int>? {
    guard offset >= 0, count >= 0, count <= remaining else { return nil }
    defer { offset += count }
    return offset..<offset + count
  }

  /// The next `count` bytes, copied.
  mutating func array(of count: Int) -> [UInt8]? { range(of: count).map { Array(bytes.buffer[$0]) } }
}

extension TensorBytes {
  /// All bytes; valid as long as the object lives.
  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// A part, not copied; it keeps the whole alive.
  /// - Precondition: `range` lies in `0..<count`.
  func slice(_ range: Range<Int>) -> TensorBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice lies in its bytes")
    return TensorBytes(borrowing: UnsafeRawBufferPointer(rebasing: buffer[range]), from: self)
  }

  /// A copy of bytes.
  convenience init(copying bytes: some Collection<UInt8>) {
    self.init(uninitializedCount: bytes.count)
    UnsafeMutableRawBufferPointer(start: base, count: count).copyBytes(from: bytes)
  }
}

extension MappedFile {
  /// The whole file, not copied.
  var contents: TensorBytes { slice(0..<count) }
}
