import ReferenceOperators
import Tensors
import Testing

@Suite("Broadcasting of opset 6 and before")
struct LegacyBroadcastTests {
  @Test("axis says where the right operand's shape begins in the left one's")
  func axis() throws {
    let x = try Tensor.counting([2, 3, 2])
    let bias = try Tensor.floats([10, 20, 30])
    let sum = try evaluate("Add", [x, bias], opset: 6, ["broadcast": .int(1), "axis": .int(1)])[0]
    #expect(sum.floats == [10, 11, 22, 23, 34, 35, 16, 17, 28, 29, 40, 41])
  }

  @Test("without an axis the shapes end together")
  func suffix() throws {
    let sum = try evaluate("Add", [.counting([2, 2]), .floats([10, 20])], opset: 6, ["broadcast": .int(1)])[0]
    #expect(sum.floats == [10, 21, 12, 23])
  }

  @Test("without the attribute shapes have to be equal")
  func off() {
    #expect(throws: OperatorError.self) {
      try evaluate("Add", [.counting([2, 2]), .floats([10, 20])], opset: 6)
    }
  }

  @Test("a shape that does not fit at the axis is refused")
  func misfit() {
    #expect(throws: OperatorError.self) {
      try evaluate("Mul", [.counting([2, 3]), .floats([1, 2])], opset: 6, ["broadcast": .int(1)])
    }
    #expect(throws: OperatorError.self) {
      try evaluate("Mul", [.counting([2]), .counting([2, 2])], opset: 6, ["broadcast": .int(1)])
    }
  }
}
