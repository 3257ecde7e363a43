import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Casts")
struct CastTests {
  @Test("floats become integers toward zero, held within the range")
  func truncates() throws {
    let x = try Tensor.floats([1.9, -1.9, 300, -300, .nan, .infinity])
    #expect(try x.cast(to: .int8).elements(as: Int8.self) == [1, -1, 127, -128, 0, 127])
    #expect(try x.cast(to: .uint8).elements(as: UInt8.self) == [1, 0, 255, 0, 0, 255])
  }

  @Test("integers keep their low bits, and 64 bits survive")
  func integers() throws {
    let x = try Tensor.ints([257, -1, .max])
    #expect(try x.cast(to: .uint8).elements(as: UInt8.self) == [1, 255, 255])
    let unsigned = try x.cast(to: .uint64)
    #expect(unsigned.elements(as: UInt64.self) == [257, .max, UInt64(Int64.max)])
    #expect(try unsigned.cast(to: .int64).ints == [257, -1, .max])
  }

  @Test("bool asks for non-zero, NaN included")
  func truth() throws {
    #expect(try Tensor.floats([0, -0.0, 0.1, .nan]).cast(to: .bool).bools == [false, false, true, true])
    #expect(try Tensor.bools([true, false]).cast(to: .float32).floats == [1, 0])
    for type in [DataType.uint8, .int8, .uint4, .int4, .int64] {
      let numbers = try Tensor.ints([0, 1, 2, 7]).cast(to: type).cast(to: .bool)
      #expect(numbers.withUnsafeBytes { Array($0) } == [0, 1, 1, 1], "\(type.name)")
    }
  }

  @Test("every numeric type goes through every other and back for values that all of them hold")
  func roundTrips() throws {
    let types = DataType.allCases.filter {
      ![.string, .complex64, .complex128, .uint2, .int2, .bool, .float8E8M0].contains($0)
    }
    let values = try Tensor.floats([0, 1, 2, 3])
    for source in types {
      let given = try values.cast(to: source)
      for target in types {
        let cast = try given.cast(to: target)
        #expect(cast.dataType == target)
        #expect(try cast.cast(to: .float32).floats == [0, 1, 2, 3], "\(source.name) to \(target.name)")
      }
    }
  }

  @Test("strings are read and written, and what is no number is refused")
  func strings() throws {
    #expect(try Tensor.texts(["1.5", "-2", "1e3"]).cast(to: .float32).floats == [1.5, -2, 1000])
    #expect(try Tensor.floats([0.1, 2]).cast(to: .string).strings == ["0.1", "2.0"])
    #expect(try Tensor.ints([-7]).cast(to: .string).strings == ["-7"])
    #expect(throws: OperatorError.value("string \"one\" is no number")) {
      try Tensor.texts(["one"]).cast(to: .float32)
    }
  }

  @Test("a double becomes float16 in one rounding")
  func doubleRounding() throws {
    // Just above the middle of two halves: by way of Float it would be rounded to even, downwards.
    let value = 1 + 0x1p-11 + 0x1p-40
    let half = try Tensor(scalar: value).cast(to: .float16)
    #expect(half.elements(as: Float16.self) == [1 + 0x1p-10])
  }

  @Test("complex numbers are not cast")
  func complex() {
    #expect(throws: OperatorError.self) { try Tensor.floats([1]).cast(to: .complex64) }
  }

  /// The bytes of the elements cast bit by bit, one or more an element.
  private func bits(_ bytes: [UInt8], _ source: DataType, as target: DataType) throws -> [UInt8] {
    let shape = try Shape([bytes.count / source.byteWidth])
    let input = try Tensor(source, shape, bytes: TensorBytes(copying: bytes))
    let attributes = ["to": Attribute.int(Int64(target.rawValue))]
    let output = try evaluate("BitCast", [input], opset: 26, attributes)[0]
    #expect(output.dataType == target && output.shape == shape)
    return output.withUnsafeBytes { Array($0) }
  }

  @Test("BitCast keeps the bits of types of one width")
  func bitCast() throws {
    let one: [UInt8] = [0, 0, 0x80, 0x3F]
    #expect(try bits(one, .float32, as: .int32) == one)
    #expect(try bits([0, 0x3C], .float16, as: .bfloat16) == [0, 0x3C])
    #expect(try bits([0xFF, 0x38], .int8, as: .float8E4M3FN) == [0xFF, 0x38])
    #expect(try bits([0, 1, 2], .uint8, as: .bool) == [0, 1, 1], "any byte but 0 is true")
  }

  @Test("BitCast keeps the bits of elements narrower than a byte, whatever signs and reals make of them")
  func bitCastOfParts() throws {
    // 1110 is 14, -2, and -4 in E2M1; in memory an element has a byte, sign-extended where it has a sign.
    let patterns: [(type: DataType, byte: UInt8)] = [(.uint4, 14), (.int4, 0xFE), (.float4E2M1, 14)]
    for source in patterns {
      for target in patterns {
        #expect(try bits([source.byte, 3], source.type, as: target.type) == [target.byte, 3])
      }
    }
    #expect(try bits([3, 1], .uint2, as: .int2) == [0xFF, 1])
    #expect(try bits([0xFF, 1], .int2, as: .uint2) == [3, 1])
  }

  @Test("BitCast refuses another width, also one that takes as much memory")
  func bitCastWidths() throws {
    for (source, target) in [(DataType.float32, DataType.int64), (.int8, .int4), (.int4, .int2)] {
      let error = OperatorError.attribute("to", found: target.name, expected: "a type as wide as \(source.name)")
      #expect(throws: error) { try bits([UInt8](repeating: 0, count: 8), source, as: target) }
    }
    #expect(throws: OperatorError.attribute("to", found: "string", expected: "a type as wide as string")) {
      try evaluate("BitCast", [.texts(["a"])], opset: 26, ["to": .int(8)])
    }
  }
}
