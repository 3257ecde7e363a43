import ReferenceOperators
import Testing

@Suite("Axes")
struct AxesTests {
  @Test("every axis of every small rank counts from the end where it is negative")
  func normalises() throws {
    for rank in 0...4 {
      for axis in -6...6 {
        if axis >= -rank, axis < rank {
          #expect(try Axes.index(axis, rank: rank) == (axis + rank) % rank)
        } else {
          #expect(throws: OperatorError.self) { try Axes.index(axis, rank: rank) }
        }
      }
    }
  }

  @Test("the extreme integers are out of range, not overflow", arguments: [Int.min, Int.max])
  func extremes(axis: Int) {
    #expect(throws: OperatorError.self) { try Axes.index(axis, rank: 3) }
  }

  @Test("an axis that is named twice is refused")
  func duplicates() {
    #expect(throws: OperatorError.value("axis -1 is named twice in [1, -1]")) {
      try Axes.indices([1, -1], rank: 2)
    }
  }
}
