import ReferenceOperators
import Tensors
import Testing

@Suite("Hardmax")
struct HardmaxTests {
  @Test("the first largest element is 1, along an axis or, until opset 12, over all from the axis on")
  func first() throws {
    let x = try Tensor.floats([1, 3, 3, 2, 0, 5, 4, 1], [2, 2, 2])
    #expect(try evaluate("Hardmax", [x])[0].floats == [0, 1, 1, 0, 0, 1, 1, 0])
    #expect(try evaluate("Hardmax", [x], ["axis": .int(1)])[0].floats == [0, 1, 1, 0, 0, 1, 1, 0])
    #expect(try evaluate("Hardmax", [x], opset: 11)[0].floats == [0, 1, 0, 0, 0, 1, 0, 0])
  }
}
