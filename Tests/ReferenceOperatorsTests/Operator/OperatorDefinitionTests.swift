import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Rows of the operator table")
struct OperatorDefinitionTests {
  @Test("the newest row that is not newer than the opset serves a node")
  func picksVersion() throws {
    #expect(OperatorTable.standard.definition(for: node("ReduceSum", 12))?.since == 1)
    #expect(OperatorTable.standard.definition(for: node("ReduceSum", 13))?.since == 13)
    #expect(OperatorTable.standard.definition(for: node("GatherND", 10)) == nil)
  }

  @Test("too many or too few inputs or outputs are refused")
  func arity() throws {
    #expect(throws: OperatorError.arity(of: "input", found: 1, accepted: 2...2)) {
      try evaluate("Add", [Tensor(scalar: Float(1))])
    }
    #expect(throws: OperatorError.arity(of: "output", found: 2, accepted: 1...1)) {
      try evaluate("Relu", [Tensor(scalar: Float(1))], outputs: 2)
    }
  }

  @Test("an attribute of another version is refused: axes of ReduceSum-13")
  func attributes() throws {
    let x = try Tensor.floats([1, 2])
    #expect(try evaluate("ReduceSum", [x], opset: 12, ["axes": .ints([0])])[0].floats == [3])
    #expect(
      throws: OperatorError.unknownAttribute("axes", accepted: ["keepdims", "noop_with_empty_axes"])
    ) {
      try evaluate("ReduceSum", [x], opset: 13, ["axes": .ints([0])])
    }
  }

  @Test("an attribute of the wrong kind and a missing one are refused")
  func kinds() throws {
    let x = try Tensor.floats([1, 2])
    #expect(throws: OperatorError.attribute("axis", found: "INTS", expected: "INT")) {
      try evaluate("Concat", [x], ["axis": .ints([0])])
    }
    #expect(throws: OperatorError.missingAttribute("axis")) { try evaluate("Concat", [x]) }
    #expect(throws: OperatorError.missingAttribute("to")) { try evaluate("Cast", [x]) }
  }

  @Test("a type that a kernel does not take is named with those that it takes")
  func types() throws {
    let text = try Tensor.texts(["a"])
    let error = #expect(throws: OperatorError.self) { try evaluate("Add", [text, text]) }
    #expect(error?.description.hasPrefix("input 0 is of type string where float, double") == true)
  }

  @Test("one is accepted, several are")
  func numbers() {
    func type(_ accepted: [DataType]) -> String {
      OperatorError.dataType(input: 0, found: .string, accepted: accepted).description
    }
    #expect(type([.float32]) == "input 0 is of type string where float is accepted")
    #expect(type([.float32, .float64]) == "input 0 is of type string where float or double is accepted")
    #expect(
      type([.float16, .float32, .float64])
        == "input 0 is of type string where float16, float or double is accepted")
    func arity(_ found: Int, _ accepted: ClosedRange<Int>) -> String {
      OperatorError.arity(of: "input", found: found, accepted: accepted).description
    }
    #expect(arity(2, 1...1) == "2 inputs where 1 is accepted")
    #expect(arity(1, 2...3) == "1 input where 2 to 3 are accepted")
    #expect(arity(1, 2...Int.max) == "1 input where 2 or more are accepted")
  }

  @Test("an omitted input that an operator needs is refused")
  func missing() throws {
    #expect(throws: OperatorError.missingInput(index: 1)) {
      try evaluate("Gather", [Tensor.floats([1]), nil])
    }
  }

  private func node(_ type: String, _ opset: Int) -> Node {
    Node(type, opsetVersion: opset, inputs: [], outputs: [])
  }
}
