/// What mRNA counts in a configuration, or in a whole mapping: what its energy model weighs.
package struct MrnaEvents: Hashable, Sendable {
  /// Links of the distribution tree that are crossed.
  package var distributionLinks: UInt64 = 0
  /// Forwards between neighbouring multiplier switches.
  package var forwards: UInt64 = 0
  /// Accesses to the registers of multiplier switches.
  package var registers: UInt64 = 0
  package var multiplications: UInt64 = 0
  package var inputReads: UInt64 = 0
  package var weightReads: UInt64 = 0
  package var outputWrites: UInt64 = 0
  /// Links of the reduction tree that are crossed.
  package var reductionLinks: UInt64 = 0
  package var additions: UInt64 = 0

  package init() {}

  package static func + (a: MrnaEvents, b: MrnaEvents) -> MrnaEvents {
    var sum = MrnaEvents()
    sum.distributionLinks = a.distributionLinks &+ b.distributionLinks
    sum.forwards = a.forwards &+ b.forwards
    sum.registers = a.registers &+ b.registers
    sum.multiplications = a.multiplications &+ b.multiplications
    sum.inputReads = a.inputReads &+ b.inputReads
    sum.weightReads = a.weightReads &+ b.weightReads
    sum.outputWrites = a.outputWrites &+ b.outputWrites
    sum.reductionLinks = a.reductionLinks &+ b.reductionLinks
    sum.additions = a.additions &+ b.additions
    return sum
  }
}
