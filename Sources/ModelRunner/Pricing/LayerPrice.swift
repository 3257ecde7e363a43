import CycleSimulator
import Hardware
import Workload

/// What a layer costs on a machine, without its outputs and without the counters of each instance.
package struct LayerPrice: Hashable, Sendable {
  package var cycles: Int
  package var multiplications: Int
  package var sramReads: Int
  package var sramWrites: Int
  /// What an energy table is multiplied with.
  package var activity: [ComponentActivity]

  package init(
    cycles: Int, multiplications: Int, sramReads: Int, sramWrites: Int, activity: [ComponentActivity]
  ) {
    self.cycles = cycles
    self.multiplications = multiplications
    self.sramReads = sramReads
    self.sramWrites = sramWrites
    self.activity = activity
  }

  package init(_ statistics: FabricStatistics) {
    self.init(
      cycles: statistics.cycles, multiplications: statistics.multiplications, sramReads: statistics.sramReads,
      sramWrites: statistics.sramWrites, activity: statistics.activity)
  }

  /// Of so many runs of the layer, one after the other.
  /// - Throws: `SimulationError` where a count of theirs is more than 63 bits hold.
  func repeated(_ runs: Int, of layer: Layer) throws(SimulationError) -> LayerPrice {
    var counts = CheckedCounts()
    var price = self
    for count in [\LayerPrice.cycles, \.multiplications, \.sramReads, \.sramWrites] {
      price[keyPath: count] = counts.product(price[keyPath: count], runs)
    }
    for component in activity.indices {
      for operation in activity[component].operations.indices {
        let count = activity[component].operations[operation].count
        price.activity[component].operations[operation].count = counts.product(count, runs)
      }
    }
    guard counts.fit else {
      throw .layer(layer, reason: "\(runs) runs of it have more cycles or operations than can be counted")
    }
    return price
  }
}

extension RunTotals {
  /// Adds a layer on the machine.
  /// - Throws: `HardwareError` where the energy table lacks a cost; `SimulationError` where a sum is more than 63 bits
  ///   hold.
  mutating func add(_ price: LayerPrice, of layer: Layer, macs: Int, table: EnergyTable) throws {
    let energy = try EnergyReport(price.activity, cycles: price.cycles, table: table).totals
    acceleratorLayers += 1
    var counts = CheckedCounts()
    counts.add(price.cycles, to: &cycles)
    counts.add(macs, to: &self.macs)
    counts.add(price.multiplications, to: &multiplications)
    counts.add(price.sramReads, to: &sramReads)
    counts.add(price.sramWrites, to: &sramWrites)
    guard counts.fit else { throw SimulationError.layer(layer, reason: CheckedCounts.sumFault) }
    staticEnergy += energy.staticEnergy
    dynamicEnergy += energy.dynamicEnergy
    area = energy.area
  }
}
