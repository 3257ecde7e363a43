import ReferenceOperators
import Tensors
import Testing

@Suite("Reshape and its kin")
struct ReshapeTests {
  private func reshape(_ extents: [Int], _ target: [Int64], allowZero: Bool = false) throws -> [Int] {
    try evaluate("Reshape", [.counting(extents), .ints(target)], ["allowzero": .int(allowZero ? 1 : 0)])[0]
      .shape.extents
  }

  @Test("-1 takes what is left and 0 copies")
  func rules() throws {
    #expect(try reshape([2, 3, 4], [0, -1]) == [2, 12])
    #expect(try reshape([2, 3, 4], [-1]) == [24])
    #expect(try reshape([2, 3], [3, 2, 1]) == [3, 2, 1])
    #expect(try reshape([1], []) == [])
    #expect(try reshape([0, 3], [0, -1]) == [0, 0])
    #expect(try reshape([0, 3], [3, 0], allowZero: true) == [3, 0])
  }

  @Test(
    "shapes that do not fit are refused",
    arguments: [[-1, -1], [5], [2, 3, 0, 0], [-2, 3], [-1, 4], [Int64.max, Int64.max]] as [[Int64]])
  func misfits(target: [Int64]) {
    #expect(throws: OperatorError.self) { try reshape([2, 3], target) }
  }

  @Test("Flatten gathers the axes before and after, at every place")
  func flatten() throws {
    for (axis, expected) in [(0, [1, 24]), (1, [2, 12]), (3, [24, 1]), (-1, [6, 4]), (-3, [1, 24])] {
      let flat = try evaluate("Flatten", [.counting([2, 3, 4])], ["axis": .int(Int64(axis))])[0]
      #expect(flat.shape.extents == expected)
    }
    #expect(try evaluate("Flatten", [Tensor(scalar: Float(1))], ["axis": .int(0)])[0].shape.extents == [1, 1])
    #expect(throws: OperatorError.self) { try evaluate("Flatten", [.counting([2])], ["axis": .int(2)]) }
  }

  @Test("Squeeze and Unsqueeze undo each other, axes as attribute or input")
  func squeeze() throws {
    let x = try Tensor.counting([2, 3])
    let wide = try evaluate("Unsqueeze", [x, .ints([0, -1])])[0]
    #expect(wide.shape.extents == [1, 2, 3, 1])
    #expect(try evaluate("Unsqueeze", [x], opset: 11, ["axes": .ints([0, -1])])[0].shape == wide.shape)
    #expect(try evaluate("Squeeze", [wide])[0].shape == x.shape)
    #expect(try evaluate("Squeeze", [wide, .ints([0])])[0].shape.extents == [2, 3, 1])
    #expect(throws: OperatorError.self) { try evaluate("Squeeze", [wide, .ints([1])]) }
    #expect(throws: OperatorError.self) { try evaluate("Unsqueeze", [x, .ints([0, 0])]) }
    #expect(throws: OperatorError.missingAttribute("axes")) { try evaluate("Unsqueeze", [x], opset: 11) }
  }
}
