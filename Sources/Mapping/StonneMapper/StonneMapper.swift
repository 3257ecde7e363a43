import Workload

/// STONNE's own mapper: tiles of powers of two for dense GEMM, a fitted formula for SparseDense. It knows one
/// target, performance, and of the machine only the number of multipliers.
package struct StonneMapper: Sendable {
  let multipliers: Int

  /// - Precondition: `multipliers` is a power of two from 2.
  package init(multipliers: Int) {
    precondition(multipliers >= 2 && multipliers.nonzeroBitCount == 1, "an array that HardwareLegality passes")
    self.multipliers = multipliers
  }

  /// The candidates of a dense GEMM that STONNE keeps, in its order.
  package func candidates(for shape: MatrixShape) -> [TileCandidate] {
    kept(for: shape).map(\.tileCandidate)
  }

  /// The tile that STONNE chooses for a dense GEMM; `nil` where no candidate fits, which takes an array
  /// smaller than ``HardwareLegality`` passes or an empty layer.
  package func best(for shape: MatrixShape) -> TileCandidate? {
    let kept = kept(for: shape)
    guard let first = kept.first else { return nil }
    return kept.reduce(first) { $1.isBetter(than: $0) ? $1 : $0 }.tileCandidate
  }

  /// The candidates that STONNE keeps, its choice first and the others by falling score.
  package func ranking(for shape: MatrixShape) -> [TileCandidate] {
    guard let best = best(for: shape) else { return [] }
    let others = kept(for: shape).sorted { $0.score > $1.score }.map(\.tileCandidate)
    return [best] + others.filter { $0.tile != best.tile }
  }

  private func kept(for shape: MatrixShape) -> [DenseCandidate] {
    var tree = CandidateTree()
    for m in powers(from: 1, upTo: shape.m) {
      for n in powers(from: 1, upTo: shape.n) {
        // One multiplier a neuron only where there is nothing to add up.
        for k in powers(from: shape.k == 1 ? 1 : 2, upTo: shape.k) where m * n * k <= multipliers {
          tree.insert(DenseCandidate(m: m, n: n, k: k, of: shape, multipliers: multipliers))
        }
      }
    }
    return tree.inOrder
  }

  private func powers(from first: Int, upTo extent: Int) -> some Sequence<Int> {
    let last = min(extent, multipliers)
    return sequence(first: first) { $0 * 2 }.prefix { $0 <= last }
  }
}

extension DenseCandidate {
  fileprivate var tileCandidate: TileCandidate {
    TileCandidate(
      Tile(m: m, n: n, k: k),
      .heuristic(utilization: utilization, edgeUtilization: edgeUtilization, value: score))
  }
}
