import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Optionals")
struct OptionalTests {
  private func has(_ inputs: [Value?]) throws -> [Bool]? {
    try evaluateValues("OptionalHasElement", inputs)[0].tensor?.bools
  }

  @Test("an optional of a value has it, an empty one and no input have none")
  func hasElement() throws {
    let one = try Value.tensor(.floats([1]))
    let full = try evaluateValues("Optional", [one])[0]
    let empty = try evaluateValues("Optional", [], ["type": .type(.tensor(.float32, nil))])[0]
    #expect(try has([full]) == [true])
    #expect(try has([empty]) == [false])
    #expect(try has([one]) == [true])
    #expect(try has([.sequence([])]) == [true])
    #expect(try has([nil]) == [false])
    #expect(try has([]) == [false])
    #expect(throws: OperatorError.missingAttribute("type")) { try evaluateValues("Optional", []) }
  }

  @Test("the element of an optional comes out as it went in, that of an empty one is an error")
  func getElement() throws {
    let two = Value.sequence([.tensor(Tensor(scalar: Float(1))), .tensor(Tensor(scalar: Float(2)))])
    let full = try evaluateValues("Optional", [two])[0]
    guard case .sequence(let values) = try evaluateValues("OptionalGetElement", [full])[0] else {
      Issue.record("no sequence")
      return
    }
    #expect(values.map { $0.tensor?.floats } == [[1], [2]])
    #expect(throws: OperatorError.self) { try evaluateValues("OptionalGetElement", [.optional(nil)]) }
  }
}
