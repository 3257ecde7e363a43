/// A matrix in compressed sparse row form (CSR): the non-zero values of each row by ascending column.
package struct CompressedSparseRows: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  package let values: [Float]
  package let columnIndices: [Int]
  /// `rows + 1` positions: row r's elements are `rowPointers[r]..<rowPointers[r + 1]`.
  package let rowPointers: [Int]

  /// Compresses a row-major matrix.
  /// - Parameter fillingEmptyRows: gives a row without elements an explicit zero in column 0, as STONNE's
  ///   generator does: its controller never finishes a row that has nothing to do.
  package init(dense: [Float], rows: Int, columns: Int, fillingEmptyRows: Bool = true) {
    precondition(dense.count == rows * columns, "a matrix has rows * columns elements")
    var values: [Float] = []
    var columnIndices: [Int] = []
    var rowPointers = [0]
    rowPointers.reserveCapacity(rows + 1)
    for row in 0..<rows {
      for column in 0..<columns where dense[row * columns + column] != 0 {
        values.append(dense[row * columns + column])
        columnIndices.append(column)
      }
      if fillingEmptyRows, columns > 0, values.count == rowPointers[row] {
        values.append(0)
        columnIndices.append(0)
      }
      rowPointers.append(values.count)
    }
    self.rows = rows
    self.columns = columns
    self.values = values
    self.columnIndices = columnIndices
    self.rowPointers = rowPointers
  }

  /// A matrix of ones in the first columns of each row.
  /// - Parameter elements: how many each row has.
  package init(elements: [Int], columns: Int) {
    rows = elements.count
    self.columns = columns
    rowPointers = elements.reduce(into: [0]) { pointers, count in
      pointers.append(pointers[pointers.count - 1] + count)
    }
    columnIndices = elements.flatMap { 0..<$0 }
    values = Array(repeating: 1, count: columnIndices.count)
  }

  /// Positions of a row's elements in ``values`` and ``columnIndices``.
  package func elements(ofRow row: Int) -> Range<Int> { rowPointers[row]..<rowPointers[row + 1] }
}
