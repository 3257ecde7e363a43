import Workload

/// mRNA (Zhao et al., ISPASS 2019) as STONNE has it: for a convolution it chooses how many channels and
/// filters go onto the array at a time, whole filter planes each; for a GEMM it has one rule.
package struct MrnaMapper: Sendable {
  let multipliers: Int
  let bandwidth: Int

  /// - Parameter bandwidth: `dn_bw`, elements a cycle.
  package init(multipliers: Int, bandwidth: Int) {
    precondition(multipliers >= 1 && bandwidth >= 1, "an array that HardwareLegality passes")
    self.multipliers = multipliers
    self.bandwidth = bandwidth
  }

  /// The tile for a convolution, `nil` where R x S exceeds the array.
  package func best(for shape: ConvolutionShape, target: TileTarget) -> TileCandidate? {
    candidates(for: shape, target: target).first
  }

  /// The tiles of ``mappings(for:target:)``.
  package func candidates(for shape: ConvolutionShape, target: TileTarget) -> [TileCandidate] {
    mappings(for: shape, target: target).map { mapping in
      TileCandidate(mapping.tile, .model(cycles: mapping.cycles, energy: mapping.energy ?? 0))
    }
  }

  /// Every mapping that mRNA looks at, best first; on equal terms in the order of the search.
  package func mappings(for shape: ConvolutionShape, target: TileTarget) -> [MrnaMapping] {
    MrnaSearch(shape, multipliers: multipliers, bandwidth: bandwidth).mappings.enumerated()
      .sorted { a, b in
        if a.element.isBetter(than: b.element, target) { return true }
        return a.offset < b.offset && !b.element.isBetter(than: a.element, target)
      }
      .map(\.element)
  }

  /// mRNA's one tile for a GEMM: whole rows of the reduction, as many rows of A as fit.
  package func best(for shape: MatrixShape) -> TileCandidate {
    let tile =
      shape.k <= multipliers
      ? Tile(m: max(1, min(multipliers / max(1, shape.k), shape.m)), n: 1, k: max(1, shape.k))
      : Tile(m: 1, n: 1, k: multipliers)
    return TileCandidate(tile, .rule)
  }
}

extension MrnaMapping {
  fileprivate func isBetter(than other: MrnaMapping, _ target: TileTarget) -> Bool {
    switch target {
    case .performance: cycles < other.cycles
    case .energy: convolutionEnergy < other.convolutionEnergy
    case .energyEfficiency: efficiency > other.efficiency
    }
  }

  private var convolutionEnergy: Double { energy ?? 0 }
  private var efficiency: Double { 1 / (Double(cycles) * convolutionEnergy) }
}
