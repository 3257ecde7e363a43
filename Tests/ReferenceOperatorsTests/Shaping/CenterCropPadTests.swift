import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("CenterCropPad")
struct CenterCropPadTests {
  @Test("the middle stays; what is odd is cut or added at the end")
  func middle() throws {
    let x = try Tensor.floats([1, 2, 3, 4])
    #expect(try evaluate("CenterCropPad", [x, .ints([2])])[0].floats == [2, 3])
    #expect(try evaluate("CenterCropPad", [x, .ints([1])])[0].floats == [2])
    #expect(try evaluate("CenterCropPad", [x, .ints([7])])[0].floats == [0, 1, 2, 3, 4, 0, 0])
    #expect(try evaluate("CenterCropPad", [x, .ints([0])])[0].floats == [])
  }

  @Test("axes that are not named keep their extents")
  func axes() throws {
    let x = try Tensor.counting([2, 3])
    let y = try evaluate("CenterCropPad", [x, .ints([1])], ["axes": .list([-1])])[0]
    #expect(y.shape.extents == [2, 1] && y.floats == [1, 4])
    #expect(throws: OperatorError.self) { try evaluate("CenterCropPad", [x, .ints([1])]) }
    #expect(throws: OperatorError.self) { try evaluate("CenterCropPad", [x, .ints([1, -1])]) }
  }
}
