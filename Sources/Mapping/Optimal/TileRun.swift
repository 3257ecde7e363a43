import CycleSimulator
import Hardware
import Workload

/// Simulates a layer with one tile after another, for their cycles and energy.
struct TileRun {
  struct Outcome {
    /// `nil` for a SparseGEMM.
    var tile: Tile?
    var cycles: Int
    /// In the unit of the energy table; and the part of it that goes with the cycles, whatever they bring.
    var energy: Double
    var staticEnergy: Double
    var multiplications: Int
  }

  private let layer: Layer
  private let hardware: HardwareConfiguration
  private let table: EnergyTable
  private let rows: SparseRows

  init(_ layer: Layer, on hardware: HardwareConfiguration, table: EnergyTable, rows: SparseRows) {
    self.layer = layer
    self.hardware = hardware
    self.table = table
    self.rows = rows
  }

  /// `nil` where the simulator refuses the tile, as it does where values would collide on the way.
  func outcome(_ tile: Tile?) -> Outcome? {
    guard let statistics = try? statistics(tile),
      let totals = try? EnergyReport(statistics.activity, cycles: statistics.cycles, table: table).totals
    else { return nil }
    return Outcome(
      tile: tile, cycles: statistics.cycles, energy: totals.energy, staticEnergy: totals.staticEnergy,
      multiplications: statistics.multiplications)
  }

  private func statistics(_ tile: Tile?) throws(SimulationError) -> FabricStatistics {
    if case .sparseDense(let shape) = layer, let tile {
      return try timeSparseDense(shape, rowElements: rows.elements(of: shape), on: hardware, tile: tile)
    }
    return try simulate(layer, on: hardware, tile: tile).statistics
  }
}

extension TileCandidate {
  /// A SparseGEMM, which has no tile, is simulated with whichever.
  init(_ outcome: TileRun.Outcome) {
    self.init(
      outcome.tile ?? Tile(),
      .simulated(cycles: outcome.cycles, energy: outcome.energy, multiplications: outcome.multiplications))
  }
}
