import Sparsity
import Workload

/// The operands of a SparseGEMM or SparseDense as the array meets them.
///
/// - SparseGEMM keeps the rows of A and streams the columns of B, or keeps the columns of B and streams the rows
///   of A, as the dataflow says.
/// - SparseDense keeps the rows of A and streams the columns of B.
package struct SparseOperands: Sendable {
  /// The vectors that are kept on the multipliers, without what does not exist.
  package let kept: CompressedSparseRows
  /// The vectors that stream past; absent for timing only, which takes them to be full.
  package let streamed: StreamedMatrix?

  /// - Precondition: as many columns are kept as positions are streamed.
  package init(kept: CompressedSparseRows, streamed: StreamedMatrix?) {
    precondition(streamed.map { $0.positions == kept.columns } ?? true)
    self.kept = kept
    self.streamed = streamed
  }
}

extension SparseOperands {
  /// - Parameters:
  ///   - keepsRight: whether the columns of B are kept, and not the rows of A.
  ///   - minimumElements: the fewest elements of a kept vector.
  ///   - dense: A `[m][k]` and B `[k][n]`, with their zeros; absent for full ones.
  init(_ shape: MatrixShape, keepsRight: Bool, minimumElements: Int, dense: LayerOperands?) {
    let vectors = keepsRight ? shape.n : shape.m
    guard let dense else {
      self.init(
        kept: CompressedSparseRows(elements: Array(repeating: shape.k, count: vectors), columns: shape.k),
        streamed: nil)
      return
    }
    let kept = keepsRight ? dense.right.transposed(rows: shape.k, columns: shape.n) : dense.left
    self.init(
      kept: CompressedSparseRows(dense: kept, rows: vectors, columns: shape.k, minimumElements: minimumElements),
      streamed: keepsRight
        ? StreamedMatrix(rowsOf: dense.left, vectors: shape.m, positions: shape.k)
        : StreamedMatrix(columnsOf: dense.right, positions: shape.k, vectors: shape.n))
  }
}

extension [Float] {
  /// A row-major matrix's transpose.
  func transposed(rows: Int, columns: Int) -> [Float] {
    withUnsafeBufferPointer { matrix in
      [Float](unsafeUninitializedCapacity: rows * columns) { transpose, count in
        for column in 0..<columns {
          for row in 0..<rows { transpose[column * rows + row] = matrix[row * columns + column] }
        }
        count = rows * columns
      }
    }
  }
}
