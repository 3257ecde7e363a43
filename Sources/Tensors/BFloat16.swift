/// The upper half of a `Float`: 8 bits of exponent, 7 of fraction.
package struct BFloat16: TensorElement {
  package var bitPattern: UInt16

  package static var dataType: DataType { .bfloat16 }

  package init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// Rounds to nearest, ties to even; a NaN stays one.
  package init(_ value: Float) {
    let bits = value.bitPattern
    if value.isNaN {
      bitPattern = UInt16(truncatingIfNeeded: bits >> 16) | 0x0040
    } else {
      bitPattern = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }
  }
}

extension Float {
  package init(_ value: BFloat16) { self.init(bitPattern: UInt32(value.bitPattern) << 16) }
}
