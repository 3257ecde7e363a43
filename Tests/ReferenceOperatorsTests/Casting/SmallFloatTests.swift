import ReferenceOperators
import Tensors
import Testing

@Suite("Floats of 8 bits and fewer")
struct SmallFloatTests {
  private static let types: [DataType] = [
    .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float4E2M1,
  ]

  @Test("the value of every code is encoded as that code", arguments: types)
  func roundTrip(type: DataType) throws {
    let format = try #require(SmallFloat(type))
    for (code, value) in format.values.enumerated() where !value.isNaN {
      let encoded = Int(format.encode(value, saturate: false))
      #expect(format.values[encoded] == value, "\(type.name) \(code)")
      #expect(encoded == code || value == 0)
    }
  }

  @Test("a value goes to the nearest code, ties to even, for every pair of neighbours", arguments: types)
  func nearest(type: DataType) throws {
    let format = try #require(SmallFloat(type))
    for code in 0..<format.largestCode {
      let (a, b) = (format.values[code], format.values[code + 1])
      let middle = (a + b) / 2
      #expect(Int(format.encode(middle.nextDown, saturate: true)) == code)
      #expect(Int(format.encode(middle.nextUp, saturate: true)) == code + 1)
      #expect(Int(format.encode(middle, saturate: true)) == (code & 1 == 0 ? code : code + 1))
    }
  }

  @Test("the largest values are those of the formats' papers")
  func largest() {
    let largest = Self.types.compactMap { SmallFloat($0) }.map { $0.values[$0.largestCode] }
    #expect(largest == [448, 240, 57344, 57344, 6])
  }

  @Test("beyond the largest value lies it, infinity or NaN")
  func overflow() throws {
    func encode(_ type: DataType, saturate: Bool) throws -> Float {
      let format = try #require(SmallFloat(type))
      return format.values[Int(format.encode(1e6, saturate: saturate))]
    }
    #expect(try encode(.float8E4M3FN, saturate: true) == 448)
    #expect(try encode(.float8E4M3FN, saturate: false).isNaN)
    #expect(try encode(.float8E5M2, saturate: false) == .infinity)
    #expect(try encode(.float8E5M2FNUZ, saturate: false).isNaN)
    #expect(try encode(.float4E2M1, saturate: false) == 6)
  }
}
