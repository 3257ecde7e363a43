import Tensors
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test("elements, bytes and texts that do not fill the shape are refused with both sizes")
  func payloadSizes() throws {
    let shape = try Shape([2, 3])
    #expect(throws: TensorError.payloadSize(expected: 24, found: 20, shape: shape, type: .float32)) {
      try Tensor(shape, [Float](repeating: 1, count: 5))
    }
    #expect(throws: TensorError.payloadSize(expected: 12, found: 13, shape: shape, type: .int16)) {
      try Tensor(.int16, shape, bytes: TensorBytes(copying: [UInt8](repeating: 0, count: 13)))
    }
    #expect(throws: TensorError.payloadSize(expected: 6, found: 1, shape: shape, type: .string)) {
      try Tensor(shape, strings: ["a"])
    }
  }
}

@Suite("BFloat16")
struct BFloat16Tests {
  @Test("a float becomes the nearest, of two as near the even one")
  func rounding() {
    #expect(Float(BFloat16(1)) == 1)
    #expect(BFloat16(Float(bitPattern: 0x3F80_7FFF)).bitPattern == 0x3F80)
    #expect(BFloat16(Float(bitPattern: 0x3F80_8000)).bitPattern == 0x3F80)
    #expect(BFloat16(Float(bitPattern: 0x3F81_8000)).bitPattern == 0x3F82)
    #expect(BFloat16(Float.greatestFiniteMagnitude).bitPattern == 0x7F80)
    #expect(Float(BFloat16(bitPattern: 0xC020)) == -2.5)
  }

  @Test("a NaN stays one, also where all that tells it from an infinity lies in the lower half")
  func notANumber() {
    #expect(Float(BFloat16(Float(bitPattern: 0x7F80_0001))).isNaN)
    #expect(BFloat16(Float(bitPattern: 0xFFC0_0000)).bitPattern == 0xFFC0)
    #expect(BFloat16(-.infinity).bitPattern == 0xFF80)
  }
}
