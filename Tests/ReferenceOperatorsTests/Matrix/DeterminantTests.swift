import ReferenceOperators
import Tensors
import Testing

@Suite("Determinants")
struct DeterminantTests {
  /// By expansion along the first row.
  private func expansion(_ rows: [[Double]]) -> Double {
    guard let first = rows.first else { return 1 }
    return first.indices.reduce(0) { sum, column in
      let minor = rows.dropFirst().map { row in row.indices.filter { $0 != column }.map { row[$0] } }
      return sum + (column % 2 == 0 ? 1 : -1) * first[column] * expansion(minor)
    }
  }

  @Test("elimination agrees with expansion, singular matrices and zero pivots included", arguments: 0...5)
  func expansions(side: Int) throws {
    var random = RandomValues(seed: UInt64(side))
    for trial in 0..<20 {
      let values = random.ints(2 * side * side, -1...1).map { Double($0) }
      let x = try Tensor(Shape([2, side, side]), values)
      let found = try evaluate("Det", [x])[0].elements(as: Double.self)
      for index in 0..<2 {
        let rows = (0..<side).map { row in (0..<side).map { values[(index * side + row) * side + $0] } }
        #expect(abs(found[index] - expansion(rows)) < 1e-9, "side \(side), trial \(trial)")
      }
    }
  }

  @Test("one matrix has a scalar for its determinant, and no other rectangle has one")
  func shapes() throws {
    #expect(try evaluate("Det", [.floats([2, 1, 1, 2], [2, 2])])[0].shape == .scalar)
    #expect(throws: OperatorError.self) { try evaluate("Det", [.counting([2, 3])]) }
    #expect(throws: OperatorError.self) { try evaluate("Det", [.counting([4])]) }
  }
}
