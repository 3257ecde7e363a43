import Workload

/// A tile of a dense GEMM and how the STONNE mapper scores it.
///
/// Every step is rounded to 32-bit floats in STONNE's order: the score decides between tiles that lie closer
/// together than rounding errors.
struct DenseCandidate {
  let m: Int
  let n: Int
  let k: Int
  /// Share of the multipliers that the tile uses.
  let utilization: Float
  /// Mean share of the multiples of the tile that the layer fills, over its three dimensions.
  let edgeUtilization: Float
  /// What the mapper compares: both shares, and a bonus for wide and deep tiles.
  let score: Float

  init(m: Int, n: Int, k: Int, of shape: MatrixShape, multipliers: Int) {
    self.m = m
    self.n = n
    self.k = k
    utilization = Float(Double(m * n * k) / Double(multipliers))
    edgeUtilization =
      (edgeShare(of: shape.m, tile: m) + edgeShare(of: shape.n, tile: n) + edgeShare(of: shape.k, tile: k)) / 3
    let width = bonus(n, of: shape.n, multipliers, weight: 0.1)
    let depth = bonus(k, of: shape.k, multipliers, weight: 0.05)
    score = utilization + edgeUtilization + width + depth

    func bonus(_ tile: Int, of extent: Int, _ multipliers: Int, weight: Float) -> Float {
      min(weight, Float(tile) / min(Float(extent), Float(multipliers)) * weight)
    }
  }

  /// Scores closer than this count as equal.
  private static let tolerance: Float = 0.025

  private func isLevel(with other: DenseCandidate) -> Bool { abs(score - other.score) < Self.tolerance }

  /// The relation that orders STONNE's set of candidates. It is not an order: of two candidates each may
  /// come before the other, since a larger N does not end the comparison.
  func precedes(_ other: DenseCandidate) -> Bool {
    guard isLevel(with: other) else { return score < other.score }
    if n < other.n || k < other.k { return true }
    if k > other.k { return false }
    return m < other.m
  }

  /// The relation that picks the winner.
  func isBetter(than other: DenseCandidate) -> Bool {
    guard isLevel(with: other) else { return score > other.score }
    return (n, k, m) > (other.n, other.k, other.m)
  }
}

/// The share of the tile's multiples that an extent fills, in 32-bit floats.
func edgeShare(of extent: Int, tile: Int) -> Float {
  let extent = Float(extent)
  let tile = Float(tile)
  return extent / ((extent / tile).rounded(.up) * tile)
}
