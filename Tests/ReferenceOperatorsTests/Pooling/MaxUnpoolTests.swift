import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("MaxUnpool")
struct MaxUnpoolTests {
  private let window: [String: Attribute] = ["kernel_shape": .list([2, 2]), "strides": .list([2, 2])]

  @Test("the maxima of a MaxPool go back to where they were")
  func inverse() throws {
    let x = try Tensor.floats([1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0], [1, 1, 4, 4])
    let pooled = try evaluate("MaxPool", [x], outputs: 2, window)
    #expect(try evaluate("MaxUnpool", [pooled[0], pooled[1]], window)[0].floats == x.floats)
    let larger = try evaluate("MaxUnpool", [pooled[0], pooled[1], .ints([1, 1, 5, 5])], window)[0]
    let padded = try evaluate("Pad", [x, .ints([0, 0, 0, 0, 0, 0, 1, 1])])[0]
    #expect(larger.shape.extents == [1, 1, 5, 5] && larger.floats == padded.floats)
  }

  @Test("places and shapes that do not fit are refused")
  func refused() throws {
    let x = try Tensor.floats([1], [1, 1, 1, 1])
    #expect(throws: OperatorError.self) { try evaluate("MaxUnpool", [x, .ints([4], [1, 1, 1, 1])], window) }
    #expect(throws: OperatorError.self) { try evaluate("MaxUnpool", [x, .ints([0])], window) }
    #expect(throws: OperatorError.self) {
      try evaluate("MaxUnpool", [x, .ints([0], [1, 1, 1, 1]), .ints([1, 1, 1, 2])], window)
    }
    #expect(throws: OperatorError.self) { try evaluate("MaxUnpool", [x, .ints([0], [1, 1, 1, 1])]) }
  }
}
