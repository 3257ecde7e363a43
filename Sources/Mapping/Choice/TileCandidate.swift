import Workload

/// A tile that a mapper looked at, with the figures that it judged it by.
package struct TileCandidate: Hashable, Sendable {
  package enum Judgement: Hashable, Sendable {
    /// The STONNE mapper's score: the share of multipliers used, the share of tiles filled, and their
    /// weighted sum.
    case heuristic(utilization: Float, edgeUtilization: Float, value: Float)
    /// mRNA's model: estimated cycles, and energy in its own relative unit.
    case model(cycles: UInt64, energy: Double)
    /// What the simulator found; energy in the unit of the energy table.
    case simulated(cycles: Int, energy: Double, multiplications: Int)
    /// The mapper has one tile only, by a rule.
    case rule
  }

  package var tile: Tile
  package var judgement: Judgement

  package init(_ tile: Tile, _ judgement: Judgement) {
    self.tile = tile
    self.judgement = judgement
  }
}
