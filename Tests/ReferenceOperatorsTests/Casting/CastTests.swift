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
}
