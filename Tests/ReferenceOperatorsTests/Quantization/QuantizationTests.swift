import ReferenceOperators
import Tensors
import Testing

@Suite("Quantisation")
struct QuantizationTests {
  @Test("values are rounded to even and held within the type")
  func quantize() throws {
    let x = try Tensor.floats([0, 1, 3, -1000, 1000])
    let y = try evaluate("QuantizeLinear", [x, Tensor(scalar: Float(2)), Tensor(scalar: UInt8(128))])[0]
    #expect(y.elements(as: UInt8.self) == [128, 128, 130, 0, 255])
    let signed = try evaluate("QuantizeLinear", [x, Tensor(scalar: Float(2)), Tensor(scalar: Int8(0))])[0]
    #expect(signed.elements(as: Int8.self) == [0, 0, 2, -128, 127])
  }

  @Test("one scale an axis position, or one a block")
  func granularity() throws {
    let x = try Tensor(Shape([2, 2]), [Int8](arrayLiteral: 1, 2, 3, 4))
    let axis = try evaluate("DequantizeLinear", [x, .floats([1, 10])], ["axis": .int(0)])[0]
    #expect(axis.floats == [1, 2, 30, 40])
    let block = try evaluate(
      "DequantizeLinear", [x, .floats([1, 10], [2, 1])], ["axis": .int(1), "block_size": .int(2)])[0]
    #expect(block.floats == [1, 2, 30, 40])
  }

  @Test("every uint8 comes back from its dequantised value")
  func roundTrip() throws {
    let x = try Tensor(Shape([256]), (0...255).map { UInt8($0) })
    let scale = Tensor(scalar: Float(0.037))
    let zero = Tensor(scalar: UInt8(77))
    let real = try evaluate("DequantizeLinear", [x, scale, zero])[0]
    #expect(try evaluate("QuantizeLinear", [real, scale, zero])[0].elements(as: UInt8.self) == x.elements())
  }

  @Test("scales and zero points that do not fit are refused")
  func refused() throws {
    let x = try Tensor.floats([1, 2, 3])
    #expect(throws: OperatorError.self) {
      try evaluate("QuantizeLinear", [x, .floats([1, 2])], ["axis": .int(0)])
    }
    #expect(throws: OperatorError.self) {
      try evaluate("QuantizeLinear", [x, Tensor(scalar: Float(1)), Tensor(Shape([2]), [UInt8(0), 0])])
    }
  }

  @Test("a range of zeros has zero point 0")
  func dynamicZeros() throws {
    let y = try evaluate("DynamicQuantizeLinear", [.floats([0, 0])], outputs: 3)
    #expect(y[0].elements(as: UInt8.self) == [0, 0])
    #expect(y[2].elements(as: UInt8.self) == [0])
  }
}

@Suite("Quantisation with odd parameters")
struct QuantizationRefusalTests {
  @Test("a block of any size is no trap", arguments: [Int64.max, 1 << 49, 1 << 48])
  func hugeBlocks(size: Int64) throws {
    #expect(throws: OperatorError.self) {
      try evaluate(
        "QuantizeLinear", [.counting([2, 3]), .counting([2, 2])], ["block_size": .int(size), "axis": .int(1)])
    }
  }
}
