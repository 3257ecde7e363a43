import Hardware

/// Sums over the layers of a run.
package struct RunTotals: Sendable {
  package var cycles = 0
  package var macs = 0
  package var multiplications = 0
  package var utilization = 0.0
  package var acceleratorLayers = 0
  package var processorNodes = 0
  package var sramReads = 0
  package var sramWrites = 0
  package var staticEnergy = 0.0
  package var dynamicEnergy = 0.0
  /// Of the machine; 0 where nothing ran on it.
  package var area = 0.0

  package init(of result: RunResult) {
    for layer in result.layers {
      guard let cost = layer.accelerator else {
        processorNodes += 1
        continue
      }
      acceleratorLayers += 1
      cycles += cost.cycles
      macs += cost.macs
      multiplications += cost.multiplications
      sramReads += cost.sramReads
      sramWrites += cost.sramWrites
      staticEnergy += cost.energy.totals.staticEnergy
      dynamicEnergy += cost.energy.totals.dynamicEnergy
      area = cost.energy.totals.area
    }
    if let machine = result.machine, cycles > 0 {
      let capacity = Double(cycles) * Double(machine.configuration.processingElements)
      utilization = Double(multiplications) / capacity
    }
  }

  package var energy: Double { staticEnergy + dynamicEnergy }
}
