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

  /// The energy of configurations' events and of a number of DRAM accesses, added in STONNE's order: event by
  /// event, each over all configurations.
  package func energy(of events: [MrnaEvents], dramAccesses: UInt64) -> Double {
    let terms: [(KeyPath<MrnaEvents, UInt64>, Double)] = [
      (\.inputReads, scratchpad), (\.weightReads, scratchpad), (\.outputWrites, scratchpad),
      (\.registers, register), (\.forwards, forward), (\.multiplications, multiplication),
      (\.additions, addition), (\.reductionLinks, reductionLink), (\.distributionLinks, distributionLink),
    ]
    let onChip = terms.reduce(0.0) { sum, term in
      sum + events.reduce(0.0) { $0 + Double($1[keyPath: term.0]) * term.1 }
    }
    return onChip + Double(dramAccesses) * dram
  }
}
