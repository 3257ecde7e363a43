import Glibc
import Workload

extension StonneMapper {
  /// The tile that STONNE chooses for a SparseDense layer: the sparser the left operand, the smaller and the
  /// more the clusters. The constants are STONNE's fit.
  /// - Parameter sparsity: share of zeros in the left operand, 0 to 1.
  package func best(forSparse shape: MatrixShape, sparsity: Float) -> TileCandidate {
    let sparsity = countedSparsity(sparsity, of: shape)
    let largest = Float(multipliers.trailingZeroBitCount - 1)
    let exponent = (largest * clusterShare(sparsity)).rounded(.toNearestOrAwayFromZero)
    let power = shape.k == 1 ? 0 : Int(exponent) + 1

    var k = min(shape.k, 1 << power)
    let n = min(shape.n, multipliers / k)
    k = min(shape.k, k * (multipliers / (k * n)))

    let utilization = Float(Double(n * k) / Double(multipliers))
    let edges = (edgeShare(of: shape.n, tile: n) + edgeShare(of: shape.k, tile: k)) / 2
    return TileCandidate(
      Tile(m: 1, n: n, k: k),
      .heuristic(utilization: utilization, edgeUtilization: edges, value: utilization + edges))
  }

  /// The sparsity that the formula takes: less than there is where K is much larger than N.
  package func countedSparsity(_ sparsity: Float, of shape: MatrixShape) -> Float {
    guard 2 * shape.n <= shape.k else { return sparsity }
    let shapeTerm = (log2(Double(shape.k)) - log2(Double(shape.n))) / 10
    return Float(max(0, Double(sparsity) - shapeTerm))
  }

  /// The share of the array's levels that a cluster should span.
  private func clusterShare(_ sparsity: Float) -> Float {
    Double(sparsity) < 0.51327166727
      ? Float(0.4855423 + 0.5192579 * exp(-11.84906 * Double(sparsity)))
      : 1 - sparsity
  }
}
