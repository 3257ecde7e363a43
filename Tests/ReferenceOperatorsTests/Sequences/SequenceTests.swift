import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Sequences")
struct SequenceTests {
  private func sequence(_ values: [Float]...) throws -> Value {
    .sequence(try values.map { .tensor(try .floats($0)) })
  }

  private func number(_ value: Int64) -> Value { .tensor(Tensor(scalar: value)) }

  private func elements(_ value: Value?) -> [[Float]]? {
    guard case .sequence(let values)? = value else { return nil }
    return values.map { $0.tensor?.floats ?? [] }
  }

  @Test("SequenceConstruct takes tensors of one type and any shapes, SequenceEmpty none")
  func construct() throws {
    let two = try evaluateValues("SequenceConstruct", [.tensor(.floats([1])), .tensor(.floats([2, 3]))])
    #expect(elements(two[0]) == [[1], [2, 3]])
    #expect(try elements(evaluateValues("SequenceEmpty", [])[0]) == [])
    #expect(throws: OperatorError.self) {
      try evaluateValues("SequenceConstruct", [.tensor(.floats([1])), .tensor(.ints([1]))])
    }
    #expect(throws: OperatorError.self) { try evaluateValues("SequenceEmpty", [], ["dtype": .int(99)]) }
  }

  @Test("every position of [-n, n) names an element, no other does")
  func positions() throws {
    let three = try sequence([0], [1], [2])
    for position in -4...3 {
      let wanted = (-3...2).contains(position) ? Float((position + 3) % 3) : nil
      let at = try? evaluateValues("SequenceAt", [three, number(Int64(position))])[0].tensor?.floats
      #expect(at == wanted.map { [$0] }, "SequenceAt \(position)")
      let rest = try? elements(evaluateValues("SequenceErase", [three, number(Int64(position))])[0])
      #expect(rest == wanted.map { gone in [0, 1, 2].filter { $0 != gone }.map { [$0] } }, "erase \(position)")
    }
  }

  @Test("SequenceInsert puts a tensor in front of a position, and last without one")
  func insert() throws {
    let two = try sequence([0], [1])
    let new = try Value.tensor(.floats([9]))
    #expect(try elements(evaluateValues("SequenceInsert", [two, new, number(0)])[0]) == [[9], [0], [1]])
    #expect(try elements(evaluateValues("SequenceInsert", [two, new, number(-1)])[0]) == [[0], [9], [1]])
    #expect(try elements(evaluateValues("SequenceInsert", [two, new, number(2)])[0]) == [[0], [1], [9]])
    #expect(try elements(evaluateValues("SequenceInsert", [two, new])[0]) == [[0], [1], [9]])
    for bad in [-3, 3] as [Int64] {
      #expect(throws: OperatorError.self) { try evaluateValues("SequenceInsert", [two, new, number(bad)]) }
    }
    #expect(throws: OperatorError.self) { try evaluateValues("SequenceInsert", [two, .tensor(.ints([1]))]) }
  }

  @Test("the last element is erased where no position is given, and none from an empty sequence")
  func erase() throws {
    #expect(try elements(evaluateValues("SequenceErase", [sequence([0], [1])])[0]) == [[0]])
    #expect(throws: OperatorError.self) { try evaluateValues("SequenceErase", [.sequence([])]) }
    #expect(try evaluateValues("SequenceLength", [sequence([0], [1])])[0].tensor?.ints == [2])
  }

  @Test("SplitToSequence cuts by one size, by a list of sizes, or into single positions")
  func split() throws {
    let x = try Value.tensor(.counting([5, 1]))
    func parts(_ split: Value?, _ attributes: [String: Attribute] = [:]) throws -> [[Float]]? {
      try elements(evaluateValues("SplitToSequence", split == nil ? [x] : [x, split], attributes)[0])
    }
    #expect(try parts(number(2)) == [[0, 1], [2, 3], [4]])
    #expect(try parts(.tensor(.ints([1, 0, 4]))) == [[0], [], [1, 2, 3, 4]])
    #expect(try parts(nil) == [[0], [1], [2], [3], [4]])
    for bad: Value in try [number(0), number(-1), .tensor(.ints([2, 2])), .tensor(.ints([6, -1]))] {
      #expect(throws: OperatorError.self) { try parts(bad) }
    }
    guard case .sequence(let flat) = try evaluateValues("SplitToSequence", [x], ["keepdims": .int(0)])[0] else {
      Issue.record("no sequence")
      return
    }
    #expect(flat.map { $0.tensor?.shape.extents } == [[1], [1], [1], [1], [1]])
  }

  @Test("ConcatFromSequence joins along an axis, or along a new one")
  func concat() throws {
    let pair = try sequence([0, 1], [2, 3])
    let joined = try evaluateValues("ConcatFromSequence", [pair], ["axis": .int(0)])[0].tensor
    #expect(joined?.floats == [0, 1, 2, 3])
    let stacked = try evaluateValues("ConcatFromSequence", [pair], ["axis": .int(-1), "new_axis": .int(1)])[0]
      .tensor
    #expect(stacked?.floats == [0, 2, 1, 3])
    #expect(stacked?.shape.extents == [2, 2])
    #expect(throws: OperatorError.self) {
      try evaluateValues("ConcatFromSequence", [.sequence([])], ["axis": .int(0)])
    }
    #expect(throws: OperatorError.self) {
      try evaluateValues("ConcatFromSequence", [pair], ["axis": .int(2), "new_axis": .int(1)])
    }
  }

  @Test("SequenceMap applies its body to each position, with what it captures")
  func map() throws {
    let body = Graph(
      inputs: ["e", "t"].map { ValueInfo(name: $0) }, outputs: [ValueInfo(name: "s")],
      nodes: [Node("Add", opsetVersion: 17, inputs: ["e", "t"], outputs: ["s"])])
    func sums(_ second: Value) throws -> [[Float]]? {
      try elements(
        evaluateValues("SequenceMap", [sequence([0], [1]), second], opset: 17, ["body": .graph(body)])[0])
    }
    #expect(try sums(.tensor(.floats([10]))) == [[10], [11]])
    #expect(try sums(sequence([10], [20])) == [[10], [21]])
    #expect(throws: OperatorError.self) { try sums(sequence([10])) }
  }

  @Test("an operator on tensors refuses a sequence by its kind")
  func kinds() throws {
    #expect(throws: OperatorError.kind(input: 0, found: .sequence, accepted: .tensor)) {
      try evaluateValues("Relu", [sequence([1])])
    }
    #expect(throws: OperatorError.kind(input: 0, found: .tensor, accepted: .sequence)) {
      try evaluateValues("SequenceLength", [.tensor(.floats([1]))])
    }
  }
}
