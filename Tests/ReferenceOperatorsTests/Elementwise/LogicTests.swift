import ReferenceOperators
import Tensors
import Testing

@Suite("Comparisons and logic")
struct LogicTests {
  @Test("the truth tables")
  func truthTables() throws {
    let a = try Tensor.bools([false, false, true, true])
    let b = try Tensor.bools([false, true, false, true])
    #expect(try evaluate("And", [a, b])[0].bools == [false, false, false, true])
    #expect(try evaluate("Or", [a, b])[0].bools == [false, true, true, true])
    #expect(try evaluate("Xor", [a, b])[0].bools == [false, true, true, false])
    #expect(try evaluate("Not", [a])[0].bools == [true, true, false, false])
  }

  @Test("comparisons order numbers, and hold for no NaN")
  func comparisons() throws {
    let a = try Tensor.floats([1, 2, 3, .nan])
    let b = try Tensor.floats([2, 2, 2, .nan])
    #expect(try evaluate("Less", [a, b])[0].bools == [true, false, false, false])
    #expect(try evaluate("LessOrEqual", [a, b])[0].bools == [true, true, false, false])
    #expect(try evaluate("Greater", [a, b])[0].bools == [false, false, true, false])
    #expect(try evaluate("GreaterOrEqual", [a, b])[0].bools == [false, true, true, false])
    #expect(try evaluate("Equal", [a, b])[0].bools == [false, true, false, false])
  }

  @Test("strings and bools can be equal")
  func equality() throws {
    #expect(try evaluate("Equal", [.texts(["a", "b"]), .texts(["b"])])[0].bools == [false, true])
    #expect(try evaluate("Equal", [.bools([true, false]), .bools([true])])[0].bools == [true, false])
  }

  @Test("Where picks from either side, all three broadcast, of any type")
  func picks() throws {
    let mask = try Tensor.bools([true, false], [2, 1])
    #expect(try evaluate("Where", [mask, .floats([1, 2]), .floats([9])])[0].floats == [1, 2, 9, 9])
    #expect(try evaluate("Where", [mask, .texts(["a"]), .texts(["b"])])[0].strings == ["a", "b"])
    #expect(throws: OperatorError.self) { try evaluate("Where", [mask, .floats([1]), .ints([1])]) }
  }

  @Test("IsNaN and IsInf tell the classes apart")
  func classes() throws {
    let x = try Tensor.floats([.nan, .infinity, -.infinity, 1])
    #expect(try evaluate("IsNaN", [x])[0].bools == [true, false, false, false])
    #expect(try evaluate("IsInf", [x])[0].bools == [false, true, true, false])
    #expect(try evaluate("IsInf", [x], ["detect_negative": .int(0)])[0].bools == [false, true, false, false])
  }
}
