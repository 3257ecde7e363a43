import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Operators that read and write by index")
struct IndexingTests {
  @Test("Gather takes slices along any axis, negative indices from the end")
  func gather() throws {
    let x = try Tensor.counting([2, 3])
    #expect(try evaluate("Gather", [x, .ints([1, -2])])[0].floats == [3, 4, 5, 0, 1, 2])
    #expect(try evaluate("Gather", [x, .ints([-1], [1, 1])], ["axis": .int(-1)])[0].shape.extents == [2, 1, 1])
    #expect(try evaluate("Gather", [x, Tensor(scalar: Int64(2))], ["axis": .int(1)])[0].floats == [2, 5])
    #expect(try evaluate("Gather", [x, .ints([], [0])])[0].shape.extents == [0, 3])
  }

  @Test("an index outside the axis is refused", arguments: [2, -3, Int64.max, Int64.min])
  func outOfRange(index: Int64) throws {
    let x = try Tensor.counting([2, 2])
    let one = try Tensor.ints([index], [1, 1])
    #expect(throws: OperatorError.self) { try evaluate("Gather", [x, one]) }
    #expect(throws: OperatorError.self) { try evaluate("GatherElements", [x, one]) }
    #expect(throws: OperatorError.self) { try evaluate("GatherND", [x, one]) }
    #expect(throws: OperatorError.self) { try evaluate("ScatterElements", [x, one, .counting([1, 1])]) }
    #expect(throws: OperatorError.self) { try evaluate("ScatterND", [x, one, .counting([1, 2])]) }
  }

  @Test("GatherElements reads along an axis")
  func gatherElements() throws {
    let x = try Tensor.counting([2, 2])
    #expect(
      try evaluate("GatherElements", [x, .ints([0, 0, 1, 0], [2, 2])], ["axis": .int(1)])[0].floats == [
        0, 0, 3, 2,
      ])
    #expect(throws: OperatorError.self) { try evaluate("GatherElements", [x, .ints([0], [1])]) }
    #expect(throws: OperatorError.self) {
      try evaluate("GatherElements", [x, .ints([0, 0, 0], [1, 3])], ["axis": .int(0)])
    }
  }

  @Test("GatherND reads slices, side by side in batch axes")
  func gatherND() throws {
    let x = try Tensor.counting([2, 2, 2])
    #expect(try evaluate("GatherND", [x, .ints([0, 1, 1, 0], [2, 2])])[0].floats == [2, 3, 4, 5])
    let batched = try evaluate("GatherND", [x, .ints([1, 0], [2, 1])], ["batch_dims": .int(1)])[0]
    #expect(batched.floats == [2, 3, 4, 5])
    #expect(throws: OperatorError.self) { try evaluate("GatherND", [x, .ints([0, 0, 0, 0], [1, 4])]) }
  }

  @Test("Scatter writes what Gather reads, with every reduction")
  func scatter() throws {
    let x = try Tensor.floats([1, 2, 3])
    let where1 = try Tensor.ints([1, 1])
    let updates = try Tensor.floats([10, 4])
    for (reduction, expected) in [("none", 4), ("add", 16), ("mul", 80), ("max", 10), ("min", 2)]
      as [(String, Float)]
    {
      let y = try evaluate("ScatterElements", [x, where1, updates], ["reduction": .text(reduction)])[0]
      #expect(y.floats == [1, expected, 3], "\(reduction)")
      let slices = try evaluate(
        "ScatterND", [x, .ints([1, 1], [2, 1]), updates], ["reduction": .text(reduction)])[0]
      #expect(slices.floats == [1, expected, 3], "\(reduction)")
    }
    #expect(x.floats == [1, 2, 3])
    #expect(throws: OperatorError.self) { try evaluate("ScatterElements", [x, where1, .floats([1])]) }
  }

  @Test("OneHot ignores indices outside the depth")
  func oneHot() throws {
    let indices = try Tensor.ints([1, -1, 5])
    let y = try evaluate("OneHot", [indices, Tensor(scalar: Int64(3)), .floats([0, 9])])[0]
    #expect(y.floats == [0, 9, 0, 0, 0, 9, 0, 0, 0])
    let first = try evaluate("OneHot", [indices, Tensor(scalar: Int64(2)), .floats([0, 9])], ["axis": .int(0)])[0]
    #expect(first.floats == [0, 0, 0, 9, 9, 0])
    #expect(throws: OperatorError.self) {
      try evaluate("OneHot", [indices, Tensor(scalar: Int64(-1)), .floats([0, 9])])
    }
  }

  @Test("NonZero lists positions a column each; Compress keeps what a condition picks")
  func nonZero() throws {
    let found = try evaluate("NonZero", [.floats([0, 1, 2, 0], [2, 2])])[0]
    #expect(found.shape.extents == [2, 2])
    #expect(found.ints == [0, 1, 1, 0])
    #expect(try evaluate("NonZero", [.floats([0, 0])])[0].shape.extents == [1, 0])
    let x = try Tensor.counting([2, 2])
    #expect(try evaluate("Compress", [x, .bools([false, true])], ["axis": .int(1)])[0].floats == [1, 3])
    #expect(try evaluate("Compress", [x, .bools([true, false, true])])[0].floats == [0, 2])
    #expect(throws: OperatorError.self) {
      try evaluate("Compress", [x, .bools([false, false, true])], ["axis": .int(1)])
    }
  }

  @Test("Trilu keeps either triangle for every diagonal, the extreme ones included")
  func trilu() throws {
    let x = try Tensor.floats((1...6).map(Float.init), [2, 3])
    for diagonal in [-3, -1, 0, 1, 3, Int64.min, Int64.max] {
      for upper in [true, false] {
        let y = try evaluate("Trilu", [x, Tensor(scalar: diagonal)], ["upper": .int(upper ? 1 : 0)])[0]
        let expected = (0..<6).map { i -> Float in
          let distance = Int64(i % 3 - i / 3)
          return (upper ? distance >= diagonal : distance <= diagonal) ? Float(i + 1) : 0
        }
        #expect(y.floats == expected, "\(diagonal) \(upper)")
      }
    }
  }

  @Test("ReverseSequence turns the first steps of each sequence round")
  func reverseSequence() throws {
    let x = try Tensor.counting([3, 2])
    #expect(try evaluate("ReverseSequence", [x, .ints([3, 2])])[0].floats == [4, 3, 2, 1, 0, 5])
    #expect(throws: OperatorError.self) { try evaluate("ReverseSequence", [x, .ints([4, 2])]) }
  }

  @Test("the versions before opset 16 scatter without a reduction, and GatherND has no batch axes before 12")
  func oldVersions() throws {
    let x = try Tensor.floats([1, 2, 3])
    let (places, updates) = try (Tensor.ints([2, 0]), Tensor.floats([10, 4]))
    for (type, opset) in [("Scatter", 9), ("ScatterElements", 11), ("ScatterElements", 13)] {
      #expect(try evaluate(type, [x, places, updates], opset: opset)[0].floats == [4, 2, 10])
    }
    let rows = try Tensor.ints([2, 0], [2, 1])
    #expect(try evaluate("ScatterND", [x, rows, updates], opset: 11)[0].floats == [4, 2, 10])
    #expect(try evaluate("GatherND", [x, rows], opset: 11)[0].floats == [3, 1])
    for (type, opset, accepted) in [("ScatterElements", 11, ["axis"]), ("ScatterND", 13, [])] {
      #expect(throws: OperatorError.unknownAttribute("reduction", accepted: accepted)) {
        try evaluate(type, [x, places, updates], opset: opset, ["reduction": .text("add")])
      }
    }
  }

  @Test("indices of an unknown number of coordinates scatter something, and nothing is refused")
  func unknownCoordinates() throws {
    let facts = [ValueFact(.float32, [2, 2]), ValueFact(.int64, [nil, nil]), ValueFact(.float32, [nil, nil])]
    #expect(try infer("ScatterND", facts)[0].extents == [2, 2])
    #expect(try infer("GatherND", Array(facts[..<2]))[0].extents == nil)
  }

  @Test("shapes and attributes that name no elements are refused, each with what would be accepted")
  func refusals() throws {
    let (x, row) = try (Tensor.counting([2, 2]), Tensor.counting([2]))
    func refusal(_ type: String, _ inputs: [Tensor?], opset: Int = 24, _ attributes: [String: Attribute] = [:])
      -> String
    {
      do { return "accepted: \(try evaluate(type, inputs, opset: opset, attributes))" } catch { return "\(error)" }
    }
    #expect(
      refusal("GatherND", [x, try .ints([0])], ["batch_dims": .int(1)])
        == "data and indices need more than 1 axes")
    #expect(
      refusal("ScatterND", [x, try .ints([0, 0, 0], [1, 3]), row]) == "indices [1x3] name no slice of [2x2]")
    #expect(
      refusal("ScatterND", [x, try .ints([0], [1, 1]), row])
        == "updates of shape [2] where [1x2] is needed")
    #expect(
      refusal("ScatterElements", [row, try .ints([0, 1]), row], ["reduction": .text("mean")])
        == "attribute `reduction` is mean where none, add, mul, max or min is accepted")
    #expect(
      refusal("Compress", [x, try .bools([true, true], [1, 2])]) == "a condition of rank 2 where 1 is accepted")
    #expect(
      refusal("OneHot", [try .ints([0]), try .ints([3]), try .floats([0, 1, 2])])
        == "values of shape [3] where [2] is needed")
    #expect(
      refusal("ReverseSequence", [x, try .ints([1, 1])], ["batch_axis": .int(0)])
        == "attribute `batch_axis` is 0 with time_axis 0 where 0 and 1 or 1 and 0 is accepted")
    #expect(refusal("ReverseSequence", [row, try .ints([1])]) == "rank 1 where 2 or more is accepted")
    #expect(
      refusal("TensorScatter", [x, x], ["mode": .text("wrapped"), "axis": .int(1)])
        == "attribute `mode` is wrapped where linear or circular is accepted")
    #expect(refusal("Trilu", [row]) == "input 0 has shape [2] where matrices are accepted")
  }
}
