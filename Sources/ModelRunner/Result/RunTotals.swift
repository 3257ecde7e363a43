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
  /// Simulated cycles in a second of the host, over the whole run; `nil` where nothing ran on the machine.
  package var cyclesPerSecond: Double?
  /// How many times as long as on the reference executor the nodes on the machine took together; `nil` where that is
  /// not known of all of them.
  package var slowdown: Double?

  package init() {}

  package init(of result: RunResult) {
    var (simulated, native) = (0.0, 0.0)
    var isNativeKnown = true
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
      simulated += layer.wallSeconds
      native += layer.nativeSeconds ?? 0
      isNativeKnown = isNativeKnown && layer.nativeSeconds != nil
    }
    if acceleratorLayers > 0, result.wallSeconds > 0 { cyclesPerSecond = Double(cycles) / result.wallSeconds }
    if isNativeKnown, native > 0 { slowdown = simulated / native }
    if let machine = result.machine { findUtilization(on: machine.configuration) }
  }

  /// Multiplications over what the multipliers could have done in all cycles.
  mutating func findUtilization(on hardware: HardwareConfiguration) {
    guard cycles > 0 else { return }
    utilization = Double(multiplications) / (Double(cycles) * Double(hardware.processingElements))
  }

  package var energy: Double { staticEnergy + dynamicEnergy }
}
