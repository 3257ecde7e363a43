import Tensors

/// Elements narrower than a byte, several to a byte, first element in the low bits.
///
/// ``Tensor`` has them one a byte: signed ones sign-extended, the others as their bit pattern.
struct PackedElements {
  private let perByte: Int
  private let bits: Int
  private let isSigned: Bool

  /// - Precondition: the type is narrower than a byte.
  init(_ type: DataType) {
    perByte = type.elementsPerRawByte
    bits = 8 / perByte
    isSigned = type == .int4 || type == .int2
  }

  /// Element `index` of `packed`.
  func element(_ index: Int, of packed: UnsafeRawBufferPointer) -> UInt8 {
    let shifted = packed[index / perByte] >> UInt8(index % perByte * bits)
    // Up to the top of the byte and back: what is left of the element goes, and the sign comes.
    let top = shifted << UInt8(8 - bits)
    return isSigned
      ? UInt8(bitPattern: Int8(bitPattern: top) >> Int8(8 - bits)) : top >> UInt8(8 - bits)
  }

  /// Unpacks as many elements as `elements` has room for; the padding of the last byte is not looked at.
  func unpack(_ packed: UnsafeRawBufferPointer, into elements: UnsafeMutableRawBufferPointer) {
    for index in elements.indices { elements[index] = element(index, of: packed) }
  }
}
