import CycleSimulator
import Hardware

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
  func repeated(_ runs: Int) -> LayerPrice {
    LayerPrice(
      cycles: cycles * runs, multiplications: multiplications * runs, sramReads: sramReads * runs,
      sramWrites: sramWrites * runs,
      activity: activity.map { component in
        var component = component
        for index in component.operations.indices { component.operations[index].count *= runs }
        return component
      })
  }
}

extension RunTotals {
  /// Adds a layer on the machine.
  /// - Throws: `HardwareError` where the energy table lacks a cost.
  mutating func add(_ price: LayerPrice, macs: Int, table: EnergyTable) throws(HardwareError) {
    let energy = try EnergyReport(price.activity, cycles: price.cycles, table: table).totals
    acceleratorLayers += 1
    cycles += price.cycles
    self.macs += macs
    multiplications += price.multiplications
    sramReads += price.sramReads
    sramWrites += price.sramWrites
    staticEnergy += energy.staticEnergy
    dynamicEnergy += energy.dynamicEnergy
    area = energy.area
  }
}
