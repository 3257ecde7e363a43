import CDatapath
import Sparsity
import Workload

/// A sparse A times a dense B as clusters of multipliers compute it: each row of A in folds of as many elements as a
/// cluster has lanes, the products of a fold added in the cluster's order, the folds one after the other.
struct ClusterProduct {
  private let lanes: Int
  private let clusters: Int
  /// The orders that occur, each with the clusters that add in it.
  private let orders: [(order: AdditionOrder, clusters: [Int])]

  /// - Parameter orders: of each cluster.
  init(lanes: Int, orders: [AdditionOrder]) {
    self.lanes = lanes
    clusters = orders.count
    let alike = Dictionary(grouping: orders.indices) { orders[$0] }
    self.orders = alike.map { ($0.key, $0.value) }.sorted { $0.clusters[0] < $1.clusters[0] }
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
    for (order, clusters) in orders {
      let columns = (0..<shape.n).filter { clusters.contains($0 % self.clusters) }
      guard !columns.isEmpty else { continue }
      addRows(of: left, times: columns, of: right, shape, in: order, target, to: &outputs)
    }
    return outputs
  }

  /// Computes the given columns of all outputs.
  private func addRows(
    of left: CompressedSparseRows, times columns: [Int], of right: [Float], _ shape: MatrixShape,
    in order: AdditionOrder, _ target: DatapathTarget, to outputs: inout [Float]
  ) {
    let block = Int(CDATAPATH_CLUSTER_BLOCK)
    let stride = (columns.count - 1) / block * block + block
    var selected = Array(repeating: Float(0), count: shape.k * stride)
    for row in 0..<shape.k {
      for (place, column) in columns.enumerated() {
        selected[row * stride + place] = right[row * shape.n + column]
      }
    }
    var sums = Array(repeating: Float(0), count: stride)
    var scratch = Array(repeating: Float(0), count: lanes * block)
    order.pairs.withUnsafeBufferPointer { pairs in
      let kernelOrder = cdatapath_addition_order(
        lanes: lanes, pairs: pairs.baseAddress, additions: pairs.count / 2, result: Int(order.result))
      for row in 0..<shape.m {
        let elements = left.elements(ofRow: row)
        left.values[elements].withUnsafeBufferPointer { values in
          left.columnIndices[elements].withUnsafeBufferPointer { indices in
            cdatapath_cluster_sums(
              target.code, kernelOrder, elements.count, values.baseAddress, indices.baseAddress, selected, stride,
              &sums, &scratch)
          }
        }
        for (place, column) in columns.enumerated() { outputs[row * shape.n + column] = sums[place] }
      }
    }
  }
}
