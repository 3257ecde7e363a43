/// Lines of values that are summed over: the rows of A, or the columns of B, of a matrix product A B.
package struct MatrixLines {
  /// Of any alignment.
  package var values: UnsafePointer<Float>
  /// Where each line begins.
  package var starts: [Int]
  /// From one value of a line to the next.
  package var step: Int

  package init(_ values: UnsafePointer<Float>, starts: [Int], step: Int) {
    self.values = values
    self.starts = starts
    self.step = step
  }
}

/// Where the values of a matrix product lie, in memory that the caller keeps.
package struct MatrixValues {
  package var left: MatrixLines
  package var right: MatrixLines
  /// The output: that of row i and column j is at the sum of two offsets.
  package var output: UnsafeMutablePointer<Float>
  package var rowOffsets: [Int]
  package var columnOffsets: [Int]

  package init(
    left: MatrixLines, right: MatrixLines, output: UnsafeMutablePointer<Float>, rowOffsets: [Int],
    columnOffsets: [Int]
  ) {
    self.left = left
    self.right = right
    self.output = output
    self.rowOffsets = rowOffsets
    self.columnOffsets = columnOffsets
  }

  /// The transposed product: the same outputs.
  var transposed: MatrixValues {
    MatrixValues(
      left: right, right: left, output: output, rowOffsets: columnOffsets, columnOffsets: rowOffsets)
  }
}
