import CycleSimulator
import Hardware
import Lowering
import Workload

/// What a node costs on a machine as its shapes tell, without tensors.
struct ShapePricing {
  let hardware: HardwareConfiguration
  let options: AcceleratorOptions
  let prices: PriceList
  /// The zeros to take for the weights of sparse machines.
  let sparsity: RandomSparsity

  /// - Throws: `SimulationError`; `HardwareError` where the energy table lacks a cost.
  func cost(of lowered: LoweredNode, _ index: Int, _ tile: TileResolver.Choice) throws -> AcceleratorCost {
    var statistics: FabricStatistics
    if lowered.layer.timingDependsOnValues {
      statistics = try simulate(
        lowered.layer, operands: try sparsity.operands(of: lowered, node: index), on: hardware, tile: tile.tile,
        engine: options.engine
      ).statistics
    } else {
      statistics = try prices.statistics(of: lowered.layer, tile: tile.tile)
    }
    // Counts of single components are not above those of all together.
    _ = try LayerPrice(statistics).repeated(lowered.runs, of: lowered.layer)
    statistics.add(statistics, times: lowered.runs - 1)
    let isSparse = lowered.layer.timingDependsOnValues && lowered.weight != nil
    return try AcceleratorCost(
      lowered, tile, statistics: statistics,
      sparsity: LayerSparsity(
        weights: isSparse ? sparsity.ratio : nil, activations: 0, asked: isSparse ? sparsity.ratio : nil),
      energyTable: options.energyTable)
  }
}
