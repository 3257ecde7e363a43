import ReferenceOperators
import Tensors
import Testing

@Suite("ArgMax, TopK and running sums")
struct OrderTests {
  @Test("of equal elements the first counts, or the last where asked")
  func ties() throws {
    let x = try Tensor.floats([1, 3, 3, 0, 2, 2], [2, 3])
    #expect(try evaluate("ArgMax", [x], ["axis": .int(1), "keepdims": .int(0)])[0].ints == [1, 1])
    #expect(try evaluate("ArgMax", [x], ["axis": .int(-1), "select_last_index": .int(1)])[0].ints == [2, 2])
    #expect(try evaluate("ArgMin", [x], ["axis": .int(0)])[0].ints == [1, 1, 1])
    #expect(throws: OperatorError.self) { try evaluate("ArgMax", [.floats([], [0])]) }
  }

  @Test("TopK takes the largest or smallest in order, lower index first among equals")
  func topK() throws {
    let x = try Tensor.floats([2, 5, 5, 1])
    let largest = try evaluate("TopK", [x, .ints([3])], outputs: 2)
    #expect(largest[0].floats == [5, 5, 2])
    #expect(largest[1].ints == [1, 2, 0])
    let smallest = try evaluate("TopK", [x, .ints([2])], outputs: 2, ["largest": .int(0)])
    #expect(smallest[1].ints == [3, 0])
    #expect(try evaluate("TopK", [x, .ints([0])], outputs: 2)[0].shape.extents == [0])
    #expect(throws: OperatorError.self) { try evaluate("TopK", [x, .ints([5])], outputs: 2) }
    #expect(throws: OperatorError.self) { try evaluate("TopK", [x, .ints([-1])], outputs: 2) }
  }

  @Test("TopK works along any axis")
  func topKAxis() throws {
    let x = try Tensor.floats([1, 6, 3, 4, 5, 2], [2, 3])
    let top = try evaluate("TopK", [x, .ints([1])], outputs: 2, ["axis": .int(0)])
    #expect(top[0].floats == [4, 6, 3])
    #expect(top[1].ints == [1, 0, 0])
    #expect(top[0].shape.extents == [1, 3])
  }

  @Test("CumSum runs forwards and backwards, with and without the element itself")
  func cumSum() throws {
    let x = try Tensor.floats([1, 2, 3])
    let axis = Tensor(scalar: Int64(0))
    #expect(try evaluate("CumSum", [x, axis])[0].floats == [1, 3, 6])
    #expect(try evaluate("CumSum", [x, axis], ["exclusive": .int(1)])[0].floats == [0, 1, 3])
    #expect(try evaluate("CumSum", [x, axis], ["reverse": .int(1)])[0].floats == [6, 5, 3])
    let both = try evaluate("CumSum", [x, axis], ["reverse": .int(1), "exclusive": .int(1)])[0]
    #expect(both.floats == [5, 3, 0])
    #expect(throws: OperatorError.self) { try evaluate("CumSum", [x, Tensor(scalar: Int64(1))]) }
  }
}
