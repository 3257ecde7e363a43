import Sparsity
import Workload

/// A sparse A times a dense B as clusters of multipliers compute it: each row of A in folds of as many elements as
/// a cluster has lanes, the products of a fold added in the cluster's order, the folds one after the other.
struct ClusterProduct {
  private let lanes: Int
  private let clusters: Int
  /// The orders that occur, each with the clusters that add in it.
  private let orders: [(order: AdditionOrder, clusters: Set<Int>)]

  /// - Parameter orders: of each cluster.
  init(lanes: Int, orders: [AdditionOrder]) {
    self.lanes = lanes
    clusters = orders.count
    self.orders = Dictionary(grouping: orders.indices) { orders[$0] }.map { ($0.key, Set($0.value)) }
  }

  /// - Parameters:
  ///   - left: A.
  ///   - right: B, `[k][n]`; column c belongs to cluster `c % clusters`.
  /// - Returns: `[m][n]`.
  func outputs(
    _ shape: MatrixShape, left: CompressedSparseRows, right: [Float], target: DatapathTarget = .best
  ) -> [Float] {
    precondition(left.rows == shape.m && right.count == shape.k * shape.n)
    var outputs = Array(repeating: Float(0), count: shape.m * shape.n)
    var scratch: [Float] = []
    for (order, clusters) in orders {
      let columns = (0..<shape.n).filter { clusters.contains($0 % self.clusters) }
      guard !columns.isEmpty else { continue }
      let streamed = StreamedRows(rows: shape.k, columns: columns.count, of: right) { $0 * shape.n + columns[$1] }
      var sums = Array(repeating: Float(0), count: streamed.stride)
      for row in 0..<shape.m {
        let elements = left.elements(ofRow: row)
        streamed.multiply(
          (left.values[elements], left.columnIndices[elements]), lanes: lanes, in: order, target: target,
          sums: &sums, scratch: &scratch)
        for (place, column) in columns.enumerated() { outputs[row * shape.n + column] = sums[place] }
      }
    }
    return outputs
  }
}
