import Tensors
import Testing

@Suite struct TensorFloatsTests {
  private let values: [Float] = [0, -1.5, 1 / 3, 65504, -.infinity]

  @Test("each floating-point type comes back from float32", arguments: [DataType.float16, .bfloat16, .float64])
  func roundTrip(type: DataType) throws {
    let narrow = try #require(Tensor(Shape([5]), values).fromFloat32(to: type))
    #expect(narrow.dataType == type)
    let wide = try #require(narrow.asFloat32())
    let again = try #require(wide.fromFloat32(to: type))
    #expect(narrow.withUnsafeBytes { Array($0) } == again.withUnsafeBytes { Array($0) })
  }

  @Test("float32 stays what it is") func identity() throws {
    let tensor = try Tensor(Shape([5]), values)
    #expect(tensor.asFloat32()?.elements(as: Float.self) == values)
    #expect(tensor.fromFloat32(to: .float32)?.elements(as: Float.self) == values)
  }

  @Test("integers have no float32 form here") func integers() throws {
    #expect(try Tensor(Shape([1]), [Int32(1)]).asFloat32() == nil)
    #expect(try Tensor(Shape([5]), values).fromFloat32(to: .int32) == nil)
  }
}
