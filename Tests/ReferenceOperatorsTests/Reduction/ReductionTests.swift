import Foundation
import ReferenceOperators
import Tensors
import Testing

@Suite("Reductions")
struct ReductionTests {
  private static let definitions: [(type: String, reduce: @Sendable ([Double]) -> Double)] = [
    ("ReduceSum", { $0.reduce(0, +) }), ("ReduceMean", { $0.reduce(0, +) / Double($0.count) }),
    ("ReduceMax", { $0.max() ?? 0 }), ("ReduceMin", { $0.min() ?? 0 }), ("ReduceProd", { $0.reduce(1, *) }),
    ("ReduceL1", { $0.reduce(0) { $0 + abs($1) } }), ("ReduceL2", { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }),
    ("ReduceSumSquare", { $0.reduce(0) { $0 + $1 * $1 } }),
    ("ReduceLogSumExp", { log($0.reduce(0) { $0 + exp($1) }) }),
  ]

  @Test("every set of axes of a small tensor reduces as the definition says")
  func everySet() throws {
    var random = RandomValues(seed: 3)
    let x = try random.tensor([2, 3, 2])
    let values = x.floats.map(Double.init)
    for (type, reduce) in Self.definitions {
      for set in 1..<8 {
        let axes = (0..<3).filter { set >> $0 & 1 == 1 }
        var groups: [Int: [Double]] = [:]
        for (index, value) in values.enumerated() {
          let position = [index / 6, index / 2 % 3, index % 2]
          let kept = (0..<3).map { axes.contains($0) ? 0 : position[$0] }
          groups[(kept[0] * 3 + kept[1]) * 2 + kept[2], default: []].append(value)
        }
        let expected = groups.sorted { $0.key < $1.key }.map { reduce($0.value) }
        let y = try evaluate(type, [x, .ints(axes.map { Int64($0) - 3 })])[0]
        #expect(y.shape.extents == (0..<3).map { axes.contains($0) ? 1 : x.shape[$0] })
        for (a, b) in zip(y.floats, expected) {
          #expect(abs(Double(a) - b) <= 1e-6 * max(1, abs(b)), "\(type) over \(axes)")
        }
      }
    }
  }

  @Test("no axes means all, or none with noop_with_empty_axes; keepdims 0 drops them")
  func emptyAxes() throws {
    let x = try Tensor.counting([2, 2])
    #expect(try evaluate("ReduceSum", [x])[0].shape.extents == [1, 1])
    #expect(try evaluate("ReduceSum", [x], ["keepdims": .int(0)])[0].shape.extents == [])
    #expect(try evaluate("ReduceSum", [x, .ints([])], ["noop_with_empty_axes": .int(1)])[0].floats == x.floats)
  }

  @Test("nothing reduces to the neutral element")
  func nothing() throws {
    let x = try Tensor.floats([], [2, 0])
    #expect(try evaluate("ReduceSum", [x, .ints([1])])[0].floats == [0, 0])
    #expect(try evaluate("ReduceProd", [x, .ints([1])])[0].floats == [1, 1])
    #expect(try evaluate("ReduceMax", [x, .ints([1])])[0].floats == [-.infinity, -.infinity])
    #expect(try evaluate("ReduceLogSumExp", [x, .ints([1])])[0].floats == [-.infinity, -.infinity])
  }

  @Test("64-bit integers are added exactly")
  func exactIntegers() throws {
    #expect(try evaluate("ReduceSum", [.ints([.max - 1, 1])])[0].ints == [.max])
    #expect(try evaluate("ReduceMax", [.bools([false, true])])[0].bools == [true])
  }

  @Test("a million ones are a million, in float")
  func precision() throws {
    let ones = try Tensor(Shape([1 << 20]), [Float](repeating: 0.1, count: 1 << 20))
    #expect(abs(try evaluate("ReduceSum", [ones])[0].floats[0] - 104857.6) < 0.01)
  }

  @Test("axes named twice or out of range are refused")
  func axes() throws {
    let x = try Tensor.counting([2, 2])
    #expect(throws: OperatorError.self) { try evaluate("ReduceSum", [x, .ints([0, -2])]) }
    #expect(throws: OperatorError.self) { try evaluate("ReduceSum", [x, .ints([2])]) }
  }
}
