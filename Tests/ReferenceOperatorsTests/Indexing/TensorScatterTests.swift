import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("TensorScatter")
struct TensorScatterTests {
  private let circular: [String: Attribute] = ["mode": .text("circular")]

  @Test("each batch is written from its own position on")
  func linear() throws {
    let cache = try Tensor.counting([2, 3, 1])
    let update = try Tensor.floats([10, 11, 20, 21], [2, 2, 1])
    let y = try evaluate("TensorScatter", [cache, update, .ints([0, 1])], opset: 24)[0]
    #expect(y.shape.extents == [2, 3, 1] && y.floats == [10, 11, 2, 3, 20, 21])
    #expect(try evaluate("TensorScatter", [cache, update], opset: 24)[0].floats == [10, 11, 2, 20, 21, 5])
  }

  @Test("in circular mode what is beyond the end continues at the begin")
  func wrapped() throws {
    let cache = try Tensor.counting([1, 3, 2])
    let update = try Tensor.floats([10, 11, 12, 13], [1, 2, 2])
    let y = try evaluate("TensorScatter", [cache, update, .ints([2])], opset: 24, circular)[0]
    #expect(y.floats == [12, 13, 2, 3, 10, 11])
  }

  @Test("positions and updates that do not fit are refused")
  func refused() throws {
    let cache = try Tensor.counting([1, 3, 2])
    let update = try Tensor.counting([1, 2, 2])
    for position in [-1, 2] as [Int64] {
      #expect(throws: OperatorError.self) {
        try evaluate("TensorScatter", [cache, update, .ints([position])], opset: 24)
      }
    }
    #expect(throws: OperatorError.self) { try evaluate("TensorScatter", [update, cache], opset: 24) }
    #expect(throws: OperatorError.self) { try evaluate("TensorScatter", [cache, .counting([1, 2])], opset: 24) }
    #expect(throws: OperatorError.self) {
      try evaluate("TensorScatter", [cache, update], opset: 24, ["axis": .int(0)])
    }
  }
}
