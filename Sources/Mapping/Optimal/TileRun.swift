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
    /// In the unit of the standard energy table.
    var energy: Double
  }

  private let layer: Layer
  private let hardware: HardwareConfiguration
  /// Of a SparseDense layer.
  private let rows: CompressedSparseRows?

  init(_ layer: Layer, on hardware: HardwareConfiguration, sparsity: Float) {
    self.layer = layer
    self.hardware = hardware
    if case .sparseDense(let shape) = layer {
      let density = 1 - Double(min(max(sparsity, 0), 1))
      let filled = min(max(Int((Double(shape.k) * density).rounded()), 1), shape.k)
      let row = [Float](repeating: 1, count: filled) + [Float](repeating: 0, count: shape.k - filled)
      rows = CompressedSparseRows(
        dense: Array(repeatElement(row, count: shape.m).joined()), rows: shape.m, columns: shape.k)
    } else {
      rows = nil
    }
  }

  /// `nil` where the simulator refuses the tile, as it does where values would collide on the way.
  func candidate(_ tile: Tile?) -> Outcome? {
    guard let result = try? simulated(tile),
      let energy = try? EnergyReport(result.statistics.activity, cycles: result.cycles).totals.energy
    else { return nil }
    return Outcome(tile: tile, cycles: result.cycles, energy: energy)
  }

  private func simulated(_ tile: Tile?) throws(SimulationError) -> LayerResult {
    if case .sparseDense(let shape) = layer, let rows, let tile {
      return try simulateSparseDense(shape, left: rows, right: nil, on: hardware, tile: tile)
    }
    return try simulate(layer, on: hardware, tile: tile)
  }
}
