import Tensors

/// A packed run of varints, as `int32_data`, `int64_data` and `uint64_data` hold elements.
///
/// `int32_data` holds 16-bit and 8-bit floating point as bit patterns, and the types narrower than a
/// byte packed, one byte an entry (onnx.proto, `TensorProto.int32_data`).
struct PackedIntegers {
  struct Fault: Error {
    let reason: String
  }

  private let bytes: TensorBytes

  /// - Parameter bytes: well-formed varints (``MessageSplicer`` has walked over them).
  init(_ bytes: TensorBytes) { self.bytes = bytes }

  func tensor(_ type: DataType, _ shape: Shape) throws(Fault) -> Tensor {
    let perEntry = type.elementsPerRawByte
    let expected = (shape.count + perEntry - 1) / perEntry
    // Every varint has one byte without the continuation bit: its last.
    let found = bytes.withUnsafeBytes { $0.reduce(into: 0) { $0 += $1 < 0x80 ? 1 : 0 } }
    guard found == expected else {
      throw Fault(reason: "\(found) values where \(type.name) \(shape) has \(expected)")
    }
    switch type {
    case .int64: return elements(shape) { Int64(bitPattern: $0) }
    case .uint64: return elements(shape) { $0 }
    case .uint32: return try exact(shape, of: UInt32.self)
    case .int32: return elements(shape) { Int32(truncatingIfNeeded: $0) }
    case .int16: return try exact(shape, of: Int16.self)
    case .uint16: return try exact(shape, of: UInt16.self)
    case .int8: return try exact(shape, of: Int8.self)
    case .uint8: return try exact(shape, of: UInt8.self)
    case .bool: return elements(shape) { Int32(truncatingIfNeeded: $0) != 0 }
    default: return bitPatterns(type, shape)
    }
  }

  private func elements<Element: TensorElement>(_ shape: Shape, _ convert: (UInt64) -> Element) -> Tensor {
    Tensor(shape, of: Element.self) { elements in
      forEach { elements.initializeElement(at: $0, to: convert($1)) }
    }
  }

  /// Values that have to be in the element type's range.
  private func exact<Element: TensorElement & FixedWidthInteger>(
    _ shape: Shape, of _: Element.Type
  ) throws(Fault) -> Tensor {
    var outside: Int64?
    let tensor = elements(shape) { (pattern: UInt64) -> Element in
      let value = Int64(bitPattern: pattern)
      guard let element = Element(exactly: value) else {
        outside = value
        return 0
      }
      return element
    }
    if let outside { throw Fault(reason: "the value \(outside) is no \(Element.dataType.name)") }
    return tensor
  }

  private func bitPatterns(_ type: DataType, _ shape: Shape) -> Tensor {
    Tensor(type, shape) { (elements: UnsafeMutableRawBufferPointer) in
      guard type.elementsPerRawByte == 1 else {
        var packed: [UInt8] = []
        forEach { packed.append(UInt8(truncatingIfNeeded: $1)) }
        packed.withUnsafeBytes { PackedElements(type).unpack($0, into: elements) }
        return
      }
      forEach { index, pattern in
        if type.byteWidth == 2 {
          elements.storeBytes(
            of: UInt16(truncatingIfNeeded: pattern), toByteOffset: 2 * index, as: UInt16.self)
        } else {
          elements[index] = UInt8(truncatingIfNeeded: pattern)
        }
      }
    }
  }

  /// Calls `body` with each value's ordinal and its 64-bit pattern.
  private func forEach(_ body: (Int, UInt64) -> Void) {
    var index = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    bytes.withUnsafeBytes { bytes in
      for byte in bytes {
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 {
          body(index, value)
          index += 1
          value = 0
          shift = 0
        }
      }
    }
  }
}
