import Sparsity
import Workload

/// A sparse A times a dense B as clusters of multipliers compute it: each row of A in folds of as many elements as
/// a cluster has lanes, the products of a fold added in the cluster's order, the folds one after the other.
struct ClusterProduct {
  private let lanes: Int
  /// The orders that occur, each with the columns of B whose clusters add in it.
  private let orders: [ClusterOrders.Columns]
  private let left: CompressedSparseRows
  private let right: StreamedMatrix

  init(lanes: Int, orders: [ClusterOrders.Columns], left: CompressedSparseRows, right: StreamedMatrix) {
    self.lanes = lanes
    self.left = left
    self.right = right
    self.orders = orders
  }

  /// Computes the outputs of some rows of A.
  /// - Parameter outputs: `[m][n]`.
  func compute(rows: Range<Int>, outputs: UnsafeMutablePointer<Float>) {
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: StreamedMatrix.scratchCount(lanes: lanes))
    defer { scratch.deallocate() }
    for group in orders {
      let columns = group.columns
      let isWhole = columns.count == right.vectors
      let streamed = isWhole ? right : right.selecting(columns)
      let sums = UnsafeMutablePointer<Float>.allocate(capacity: streamed.stride)
      defer { sums.deallocate() }
      left.values.withUnsafeBufferPointer { values in
        left.columnIndices.withUnsafeBufferPointer { indices in
          guard let values = values.baseAddress, let indices = indices.baseAddress else { return }
          for row in rows {
            streamed.sums(
              of: left.elements(ofRow: row), values, indices, lanes: lanes, in: group.order, sums: sums,
              scratch: scratch)
            let line = outputs + row * right.vectors
            if isWhole {
              line.update(from: sums, count: right.vectors)
            } else {
              for (place, column) in columns.enumerated() { line[column] = sums[place] }
            }
          }
        }
      }
    }
  }
}
