/// Energy of an event, relative to a multiplication: the values that STONNE's parameter file holds.
///
/// Without that file STONNE's factors are whatever the memory holds; here they are always these.
package struct MrnaEnergyFactors: Hashable, Sendable {
  package var dram = 54.0
  package var scratchpad = 8.0
  package var register = 1.0
  package var distributionLink = 1.0
  package var reductionLink = 1.0
  package var forward = 1.0
  package var multiplication = 1.0
  package var addition = 1.0

  package init() {}

  /// The energy of events and of a number of DRAM accesses.
  package func energy(of events: MrnaEvents, dramAccesses: UInt64) -> Double {
    var energy = Double(events.inputReads) * scratchpad
    energy += Double(events.weightReads) * scratchpad
    energy += Double(events.outputWrites) * scratchpad
    energy += Double(events.registers) * register
    energy += Double(events.forwards) * forward
    energy += Double(events.multiplications) * multiplication
    energy += Double(events.additions) * addition
    energy += Double(events.reductionLinks) * reductionLink
    energy += Double(events.distributionLinks) * distributionLink
    return energy + Double(dramAccesses) * dram
  }
}
