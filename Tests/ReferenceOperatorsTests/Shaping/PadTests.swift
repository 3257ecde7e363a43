import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Pad")
struct PadTests {
  private func pad(_ pads: [Int64], _ mode: String, opset: Int = 19) throws -> [Float] {
    try evaluate("Pad", [.counting([4]), .ints(pads)], opset: opset, ["mode": .text(mode)])[0].floats
  }

  @Test("each mode fills both ends as its name says")
  func modes() throws {
    #expect(try pad([2, 1], "constant") == [0, 0, 0, 1, 2, 3, 0])
    #expect(try pad([2, 1], "edge") == [0, 0, 0, 1, 2, 3, 3])
    #expect(try pad([2, 1], "reflect") == [2, 1, 0, 1, 2, 3, 2])
    #expect(try pad([2, 1], "wrap") == [2, 3, 0, 1, 2, 3, 0])
  }

  @Test("pads wider than the axis go round again")
  func wide() throws {
    #expect(try pad([7, 0], "reflect") == [1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3])
    #expect(try pad([5, 0], "wrap") == [3, 0, 1, 2, 3, 0, 1, 2, 3])
  }

  @Test("three axes padded at once, on two threads, in every mode, are each axis padded by itself")
  func axes() throws {
    let x = try Tensor.counting([3, 4, 50])
    for mode in ["constant", "edge", "reflect", "wrap"] {
      let attributes: [String: Attribute] = ["mode": .text(mode)]
      let whole = try evaluate("Pad", [x, .ints([1, 2, 3, 2, 1, 200])], opset: 19, threads: 2, attributes)[0]
      var parts = x
      for pads in [[1, 0, 0, 2, 0, 0], [0, 2, 0, 0, 1, 0], [0, 0, 3, 0, 0, 200]] as [[Int64]] {
        parts = try evaluate("Pad", [parts, .ints(pads)], opset: 19, attributes)[0]
      }
      #expect(whole.floats == parts.floats, "\(mode)")
    }
  }

  @Test("negative pads take elements away")
  func crop() throws {
    #expect(try pad([-1, -2], "constant") == [1])
    #expect(throws: OperatorError.self) { try pad([-3, -2], "constant") }
    #expect(throws: OperatorError.self) { try pad([.max, 1], "constant") }
    #expect(throws: OperatorError.self) { try pad([1], "constant") }
  }

  @Test("the fill is an attribute until opset 10, an input later; axes may be named")
  func fillAndAxes() throws {
    let x = try Tensor.counting([2, 2])
    let old = try evaluate("Pad", [x], opset: 2, ["pads": .ints([0, 1, 0, 0]), "value": .float(9)])[0]
    let new = try evaluate("Pad", [x, .ints([1, 0]), Tensor(scalar: Float(9)), .ints([-1])])[0]
    #expect(old.floats == [9, 0, 1, 9, 2, 3])
    #expect(new.floats == old.floats)
    #expect(throws: OperatorError.self) { try pad([1, 1], "wrap", opset: 18) }
  }
}
