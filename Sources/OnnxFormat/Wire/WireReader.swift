/// Walks the fields of one protobuf message (Protocol Buffers, "Encoding").
///
/// Every varint, tag and length is checked against the message's end before anything is read or
/// allocated by it, so that no bytes whatever make it read outside.
struct WireReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset: Int
  private let end: Int

  /// - Precondition: `range` lies in `bytes`.
  init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a message lies in its file")
    self.bytes = bytes
    self.offset = range.lowerBound
    self.end = range.upperBound
  }

  /// The next field, or `nil` at the end of the message.
  mutating func next() throws(WireFault) -> WireField? {
    guard offset < end else { return nil }
    let start = offset
    let tag = try varint()
    guard let number = UInt32(exactly: tag >> 3), number > 0, number < 1 << 29 else {
      throw WireFault(offset: start, reason: "field number \(tag >> 3)")
    }
    guard let type = WireType(rawValue: UInt8(tag & 7)) else {
      throw WireFault(offset: start, reason: "wire type \(tag & 7) in field \(number)")
    }
    let value = try value(of: type, field: number)
    return WireField(number: number, type: type, start: start, value: value)
  }

  /// A varint of at most ten bytes; bits beyond 64 are dropped, as every protobuf reader does.
  mutating func varint() throws(WireFault) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < end else { throw WireFault(offset: start, reason: "the file ends inside a number") }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw WireFault(offset: start, reason: "a number of more than ten bytes")
  }

  var isAtEnd: Bool { offset == end }

  /// The bytes of the field's value: the varint, the four or eight bytes, or what follows the length.
  private mutating func value(of type: WireType, field: UInt32) throws(WireFault) -> Range<Int> {
    var start = offset
    let length: UInt64
    switch type {
    case .varint:
      _ = try varint()
      return start..<offset
    case .fixed32: length = 4
    case .fixed64: length = 8
    case .lengthDelimited:
      length = try varint()
      start = offset
    }
    guard length <= UInt64(end - start) else {
      throw WireFault(
        offset: start, reason: "field \(field) takes \(length) bytes where \(end - start) remain")
    }
    offset = start + Int(length)
    return start..<offset
  }
}

/// The wire types in use; groups (3 and 4) ended before ONNX began.
enum WireType: UInt8 {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case fixed32 = 5
}

/// One field of a message as it stands in the file.
struct WireField {
  let number: UInt32
  let type: WireType
  /// Where its tag begins.
  let start: Int
  /// The bytes of its value, tag and length left out.
  let value: Range<Int>
}
