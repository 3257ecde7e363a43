import ReferenceOperators
import Tensors
import Testing

@Suite("Slice")
struct SliceTests {
  private func slice(_ extent: Int, _ start: Int64, _ end: Int64, _ step: Int64) throws -> [Float] {
    try evaluate("Slice", [.counting([extent]), .ints([start]), .ints([end]), .ints([0]), .ints([step])])[0].floats
  }

  @Test("every start, end and step of a small axis picks what ONNX's rules pick")
  func exhaustive() throws {
    for extent in 0...4 {
      for start in -6...6 {
        for end in -6...6 {
          for step in [-3, -2, -1, 1, 2, 3] {
            let expected = Self.specified(extent, start, end, step).map(Float.init)
            #expect(
              try slice(extent, Int64(start), Int64(end), Int64(step)) == expected,
              "\(extent)[\(start):\(end):\(step)]")
          }
        }
      }
    }
  }

  @Test("the extreme integers mean to the end")
  func extremes() throws {
    #expect(try slice(3, 1, .max, 1) == [1, 2])
    #expect(try slice(3, .min, .max, 1) == [0, 1, 2])
    #expect(try slice(3, .max, .min, -1) == [2, 1, 0])
    #expect(try slice(3, 0, .max, .max) == [0])
    #expect(try slice(3, .max, .min, .min) == [2])
  }

  @Test("a step of 0 and lists of different lengths are refused")
  func refused() throws {
    #expect(throws: OperatorError.value("a step of 0")) { try slice(3, 0, 1, 0) }
    #expect(throws: OperatorError.self) { try evaluate("Slice", [.counting([3]), .ints([0]), .ints([1, 2])]) }
    #expect(throws: OperatorError.self) {
      try evaluate("Slice", [.counting([3, 3]), .ints([0, 0]), .ints([1, 1]), .ints([1, -1])])
    }
  }

  @Test("until opset 9 the positions are attributes")
  func attributes() throws {
    let slice = try evaluate(
      "Slice", [.counting([2, 3])], opset: 9, ["starts": .ints([1]), "ends": .ints([-1]), "axes": .ints([1])])[0]
    #expect(slice.floats == [1, 4])
  }

  @Test("axes whose bounds are not known have an unknown extent")
  func unknown() throws {
    let x = ValueFact(.float32, [2, 3])
    let facts = try infer(
      "Slice", [x, ValueFact(.int64, [1]), ValueFact(.int64, [1]), ValueFact(constant: .ints([1]))])
    #expect(facts[0].extents == [2, nil])
  }

  @Test("backwards from before the first element begins at the first element, unlike in Python")
  func backwardsFromBefore() throws {
    #expect(try slice(1, -3, -4, -1) == [0])
    #expect(try slice(4, -9, -10, -2) == [0])
    #expect(try slice(0, -3, -4, -1) == [])
  }

  /// ONNX Operators, Slice: where starts and ends are clamped to.
  private static func specified(_ extent: Int, _ start: Int, _ end: Int, _ step: Int) -> [Int] {
    func clamp(_ value: Int, _ low: Int, _ high: Int) -> Int {
      min(max(value < 0 ? value + extent : value, low), high)
    }
    let bounds = step > 0 ? (start: 0, end: 0, high: extent) : (start: 0, end: -1, high: extent - 1)
    return Array(
      stride(from: clamp(start, bounds.start, bounds.high), to: clamp(end, bounds.end, bounds.high), by: step))
  }
}
