import CycleSimulator
import Hardware
import Mapping
import Workload

/// How layers are run on a machine.
package struct AcceleratorOptions: Sendable {
  package var tiles: TileFolder?
  package var mapper: MapperName
  /// What the mapper is to make small.
  package var target: TileTarget
  /// How long the best tile is searched for, and the searches that need not be made again.
  package var searchLimits = SearchLimits()
  package var searches = SearchMemory()
  package var engine: SimulationEngine
  /// SIGMA: take the stationary vectors largest first.
  package var optimizesStationaryOrder: Bool
  package var energyTable: EnergyTable

  package init(
    tiles: TileFolder? = nil, mapper: MapperName = .stonne, target: TileTarget = .performance,
    engine: SimulationEngine = .fast,
    optimizesStationaryOrder: Bool = false, energyTable: EnergyTable = .standard
  ) {
    self.tiles = tiles
    self.mapper = mapper
    self.target = target
    self.engine = engine
    self.optimizesStationaryOrder = optimizesStationaryOrder
    self.energyTable = energyTable
  }
}
