import CycleSimulator
import Hardware
import Sparsity
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
  /// Of a SparseDense layer.
  private let rows: CompressedSparseRows?

  init(_ layer: Layer, on hardware: HardwareConfiguration, table: EnergyTable, rows: SparseRows) {
    self.layer = layer
    self.hardware = hardware
    self.table = table
    if case .sparseDense(let shape) = layer {
      self.rows = CompressedSparseRows(elements: rows.elements(of: shape), columns: shape.k)
    } else {
      self.rows = nil
    }
  }

  /// `nil` where the simulator refuses the tile, as it does where values would collide on the way.
  func outcome(_ tile: Tile?) -> Outcome? {
    guard let result = try? simulated(tile),
      let totals = try? EnergyReport(result.statistics.activity, cycles: result.cycles, table: table).totals
    else { return nil }
    return Outcome(
      tile: tile, cycles: result.cycles, energy: totals.energy, staticEnergy: totals.staticEnergy,
      multiplications: result.statistics.multiplications)
  }

  private func simulated(_ tile: Tile?) throws(SimulationError) -> LayerResult {
    if case .sparseDense(let shape) = layer, let rows, let tile {
      return try simulateSparseDense(shape, left: rows, right: nil, on: hardware, tile: tile)
    }
    return try simulate(layer, on: hardware, tile: tile)
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
