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

  @Test("a row of fewer than three elements gets those that its bitmap has")
  func minimum() {
    for pattern in 0..<64 {
      let elements = (0..<6).map { Float(pattern >> $0 & 1) }
      let rows = CompressedSparseRows(dense: elements, rows: 1, columns: 6, minimumElements: 3)
      let positions = VectorBitmap(rowsOf: elements, rows: 1, columns: 6).positions(ofVector: 0)
      #expect(rows.columnIndices.map(Int.init) == positions, "pattern \(pattern)")
      #expect(rows.values == positions.map { elements[$0] })
    }
    let short = CompressedSparseRows(dense: [0, 7], rows: 1, columns: 2, minimumElements: 3)
    #expect(short.values == [0, 7] && short.columnIndices == [0, 1])
  }

  @Test("parts put together are the whole, and rows come in the order that is asked for")
  func parts() {
    let elements = randomElements(60 * 11, seed: 3, distinctMagnitudes: 1)
    let whole = CompressedSparseRows(dense: elements, rows: 60, columns: 11)
    for share in [1, 7, 20, 60, 61] {
      let parts = CompressedSparseRows(rowCounts: whole.rowCounts, columns: 11, share: share) { rows in
        CompressedSparseRows(
          dense: Array(elements[rows.lowerBound * 11..<rows.upperBound * 11]), rows: rows.count, columns: 11)
      }
      #expect(parts == whole, "parts of \(share) rows")
    }
    let order = Array((0..<60).reversed())
    let turned = whole.reordered(order)
    #expect(turned.rowCounts == whole.rowCounts.reversed())
    #expect(turned.reordered(order) == whole)
  }

  @Test("NaN and infinity exist, zeros of either sign do not")
  func specialValues() {
    let rows = CompressedSparseRows(dense: [.nan, -0.0, .infinity, 0], rows: 1, columns: 4)
    #expect(rows.columnIndices == [0, 2])
  }
}
