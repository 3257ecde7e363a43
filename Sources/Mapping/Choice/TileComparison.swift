import Hardware
import Workload

/// What a mapper's tile costs in the simulator, beside the best tile that was found.
package struct TileComparison: Sendable {
  /// A tile's figures, without values: of one run of the layer.
  package struct Cost: Hashable, Sendable {
    /// `nil` for a SparseGEMM.
    package var tile: Tile?
    package var cycles: Int
    /// In the unit of the standard energy table.
    package var energy: Double
  }

  /// `nil` for a SparseGEMM, which needs no tile.
  package let choice: TileChoice?
  /// `nil` where the simulator refuses the tile: values would collide on the way.
  package let chosen: Cost?
  /// The best of the tiles that were simulated, the chosen one among them; `nil` where none was looked for.
  package let best: Cost?

  /// - Parameters:
  ///   - hardware: a machine that `HardwareLegality` passes.
  ///   - sparsity: share of zeros in a SparseDense layer's left operand.
  ///   - searches: whether to look for the best tile.
  package init(
    of layer: Layer, on hardware: HardwareConfiguration, mapper: MapperName, target: TileTarget, sparsity: Float,
    searches: Bool
  ) throws(MappingError) {
    choice = try MapperChoice(on: hardware).tile(for: layer, mapper: mapper, target: target, sparsity: sparsity)
    guard let tile = choice?.tile else {
      chosen = TileRun(layer, on: hardware, sparsity: sparsity).candidate(nil).map(Cost.init)
      best = searches ? chosen : nil
      return
    }
    chosen = TileRun(layer, on: hardware, sparsity: sparsity).candidate(tile).map(Cost.init)
    if choice?.method == .optimal {
      best = chosen
    } else if searches {
      best =
        OptimalMapper(on: hardware).candidates(for: layer, target: target, known: [tile], sparsity: sparsity)
        .first.flatMap(Cost.init)
    } else {
      best = nil
    }
  }

  /// The best tile's share of what the chosen one costs, in terms of the target: 1 where that is the best.
  package func shareOfBest(_ target: TileTarget) -> Double? {
    guard let chosen, let best else { return nil }
    return best.amount(target) / chosen.amount(target)
  }
}

extension TileComparison.Cost {
  fileprivate init(_ outcome: TileRun.Outcome) {
    self.init(tile: outcome.tile, cycles: outcome.cycles, energy: outcome.energy)
  }

  fileprivate init?(_ candidate: TileCandidate) {
    guard case .simulated(let cycles, let energy) = candidate.judgement else { return nil }
    self.init(tile: candidate.tile, cycles: cycles, energy: energy)
  }

  fileprivate func amount(_ target: TileTarget) -> Double {
    switch target {
    case .performance: Double(cycles)
    case .energy: energy
    case .energyEfficiency: Double(cycles) * energy
    }
  }
}
