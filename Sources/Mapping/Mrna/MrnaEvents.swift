/// What mRNA counts in a configuration: what its energy model weighs.
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

  /// The events of both, counted as mRNA does: modulo 2^64.
  package func adding(_ other: MrnaEvents) -> MrnaEvents {
    var sum = self
    sum.distributionLinks &+= other.distributionLinks
    sum.forwards &+= other.forwards
    sum.registers &+= other.registers
    sum.multiplications &+= other.multiplications
    sum.inputReads &+= other.inputReads
    sum.weightReads &+= other.weightReads
    sum.outputWrites &+= other.outputWrites
    sum.reductionLinks &+= other.reductionLinks
    sum.additions &+= other.additions
    return sum
  }
}
