import Tensors
import Testing

@Suite("Elements as doubles")
struct TensorDoublesTests {
  private func doubles<Element: TensorElement & ExpressibleByIntegerLiteral>(_: Element.Type) throws -> [Double] {
    try Tensor(Shape([3]), [0, 1, 100] as [Element]).withDoubles { Array($0) }
  }

  @Test("a value is the same number in every type, not the same bits")
  func numbers() throws {
    let expected = [0, 1, 100.0]
    #expect(try doubles(UInt8.self) == expected && doubles(Int8.self) == expected)
    #expect(try doubles(UInt16.self) == expected && doubles(Int16.self) == expected)
    #expect(try doubles(UInt32.self) == expected && doubles(Int32.self) == expected)
    #expect(try doubles(UInt64.self) == expected && doubles(Int64.self) == expected)
    #expect(try doubles(Float16.self) == expected && doubles(Float.self) == expected)
    #expect(try doubles(Double.self) == expected)
  }
}
