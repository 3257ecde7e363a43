import Hardware
import Lowering
import Mapping
import Workload

/// The tile of every layer of a network on one machine, with predicted cycles.
package struct MappingPlan: Sendable {
  package struct Entry: Sendable {
    /// Of the node; 0 for a single layer.
    package var index: Int
    package var name: String
    package var layer: Layer
    /// Equal layers behind the node, which run one after the other.
    package var runs: Int

    package init(index: Int, name: String, layer: Layer, runs: Int) {
      self.index = index
      self.name = name
      self.layer = layer
      self.runs = runs
    }
  }

  /// How tiles are chosen.
  package struct Options: Sendable {
    package var comparison = TileComparison.Options()
    /// What energy is counted with.
    package var energyTable = EnergyTable.standard
    package var memory = SearchMemory()
    package var threads = 1

    package init() {}
  }

  package let rows: [(entry: Entry, comparison: TileComparison, source: TileSource?)]
  package let hardware: HardwareConfiguration
  package let options: Options

  /// - Throws: `MappingError` where a layer has no legal tile on the machine.
  package init(_ entries: [Entry], on hardware: HardwareConfiguration, options: Options) throws {
    // Networks repeat their layers.
    let layers = Array(Set(entries.map(\.layer)))
    let mappers = MapperChoice(on: hardware, table: options.energyTable, memory: options.memory)
    let comparisons = try concurrentMap(layers.count, threads: options.threads) { index in
      try TileComparison(
        of: layers[index], on: hardware, mappers: mappers, table: options.energyTable, options: options.comparison)
    }
    let comparisonByLayer = Dictionary(zip(layers, comparisons)) { first, _ in first }
    rows = entries.compactMap { entry in
      comparisonByLayer[entry.layer].map { (entry, $0, $0.choice.map { TileSource($0.method) }) }
    }
    self.hardware = hardware
    self.options = options
  }
}

extension ModelInspection {
  /// The layers that run on the accelerator, in the order of the nodes.
  package var layers: [MappingPlan.Entry] {
    nodes.compactMap { node in
      guard case .accelerator(let lowered) = node.placement else { return nil }
      return MappingPlan.Entry(index: node.index, name: node.name, layer: lowered.layer, runs: lowered.runs)
    }
  }
}
