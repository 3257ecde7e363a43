import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Unique")
struct UniqueTests {
  @Test("elements ascending, with first positions, positions in the result and counts")
  func elements() throws {
    let results = try evaluate("Unique", [.floats([2, 1, 1, 3, 4, 3])], outputs: 4)
    #expect(results[0].floats == [1, 2, 3, 4])
    #expect(results[1].ints == [1, 0, 3, 4])
    #expect(results[2].ints == [1, 0, 0, 2, 3, 2])
    #expect(results[3].ints == [2, 1, 2, 1])
  }

  @Test("unsorted, in the order of their first positions")
  func unsorted() throws {
    let results = try evaluate("Unique", [.ints([2, 1, 1, 3, 4, 3])], outputs: 4, ["sorted": .int(0)])
    #expect(results[0].ints == [2, 1, 3, 4] && results[1].ints == [0, 1, 3, 4])
    #expect(results[2].ints == [0, 1, 1, 2, 3, 2] && results[3].ints == [1, 2, 2, 1])
  }

  @Test("slices along an axis, by their first different element")
  func slices() throws {
    let x = try Tensor.floats([1, 0, 0, 1, 0, 0, 2, 3, 4], [3, 3])
    let rows = try evaluate("Unique", [x], ["axis": .int(0)])[0]
    #expect(rows.shape.extents == [2, 3] && rows.floats == [1, 0, 0, 2, 3, 4])
    let columns = try evaluate("Unique", [x], outputs: 3, ["axis": .int(-1)])
    #expect(columns[0].floats == [0, 0, 1, 0, 0, 1, 3, 4, 2] && columns[2].ints == [2, 0, 1])
  }

  @Test("strings, nothing, and an axis that is not there")
  func others() throws {
    #expect(try evaluate("Unique", [.texts(["b", "a", "b"])])[0].strings == ["a", "b"])
    #expect(try evaluate("Unique", [.floats([])], outputs: 4).allSatisfy { $0.shape.extents == [0] })
    #expect(throws: OperatorError.self) { try evaluate("Unique", [.floats([1])], ["axis": .int(1)]) }
  }
}
