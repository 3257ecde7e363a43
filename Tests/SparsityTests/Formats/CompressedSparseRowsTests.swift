import Sparsity
import Testing

@Suite struct CompressedSparseRowsTests {
  private let dense: [Float] = [
    0, 5, 0,
    0, 0, 0,
    7, 0, -0.0,
  ]

  @Test("non-zeros are kept in order, an empty row gets an explicit zero in column 0")
  func filled() {
    let matrix = CompressedSparseRows(dense: dense, rows: 3, columns: 3)
    #expect(matrix.values == [5, 0, 7])
    #expect(matrix.columnIndices == [1, 0, 0])
    #expect(matrix.rowPointers == [0, 1, 2, 3])
    #expect(matrix.elements(ofRow: 2) == 2..<3)
  }

  @Test("empty rows stay empty where that is asked for")
  func plain() {
    let matrix = CompressedSparseRows(dense: dense, rows: 3, columns: 3, minimumElements: 0)
    #expect(matrix.values == [5, 7])
    #expect(matrix.rowPointers == [0, 1, 1, 2])
  }

  @Test("a matrix without columns has empty rows")
  func noColumns() {
    #expect(CompressedSparseRows(dense: [], rows: 2, columns: 0).rowPointers == [0, 0, 0])
  }
}
