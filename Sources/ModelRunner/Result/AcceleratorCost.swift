import CycleSimulator
import Hardware
import Lowering
import Workload

/// What a node cost on the accelerator, over all simulated layers behind it.
package struct AcceleratorCost: Sendable {
  /// The layer of the first run; the others differ in operands, seldom in shape.
  package var layer: Layer
  /// Simulated layers behind the node: batch x groups x heads.
  package var runs: Int
  package var tile: Tile?
  package var tileSource: TileSource?
  package var sparsity: LayerSparsity
  package var cycles: Int
  /// Useful multiply-accumulates of the dense operator.
  package var macs: Int
  /// Products that the array computed, padding included, zeros that it skipped left out.
  package var multiplications: Int
  package var sramReads: Int
  package var sramWrites: Int
  package var energy: EnergyReport
  /// Counters of all runs together; the first run's configuration.
  package var statistics: FabricStatistics

  /// Multiplications over what the multipliers could have done in these cycles.
  package func utilization(multipliers: Int) -> Double {
    cycles == 0 ? 0 : Double(multiplications) / (Double(cycles) * Double(multipliers))
  }
}

extension AcceleratorCost {
  /// - Parameters:
  ///   - statistics: of all runs together.
  /// - Throws: `HardwareError` where the energy table lacks a cost.
  init(
    _ lowered: LoweredNode, _ tile: TileResolver.Choice, statistics: FabricStatistics, sparsity: LayerSparsity,
    energyTable: EnergyTable
  ) throws {
    self.init(
      layer: lowered.layer, runs: lowered.runs, tile: tile.tile, tileSource: tile.source, sparsity: sparsity,
      cycles: statistics.cycles, macs: lowered.macs, multiplications: statistics.multiplications,
      sramReads: statistics.sramReads, sramWrites: statistics.sramWrites,
      energy: try EnergyReport(statistics.activity, cycles: statistics.cycles, table: energyTable),
      statistics: statistics)
  }
}
