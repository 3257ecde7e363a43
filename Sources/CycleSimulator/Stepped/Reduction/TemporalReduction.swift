/// STONNE's TEMPORALRN: an accumulator behind each multiplier, which adds over time only.
struct TemporalReduction: ReductionNetwork, ~Copyable {
  private var accumulators: Bank<Accumulator>
  private var active: ActiveSet
  private let wiring: BusWiring

  init(multipliers: Int, folds: Int, lines: Int) {
    accumulators = Bank(count: multipliers) {
      var accumulator = Accumulator()
      accumulator.configure(folds: folds)
      return accumulator
    }
    active = ActiveSet(count: multipliers)
    wiring = BusWiring(accumulators: multipliers, multipliers: multipliers, lines: lines)
  }

  mutating func receive(_ product: Psum, from multiplier: Int) {
    accumulators[multiplier].wire.send(product)
    active.insert(multiplier)
  }

  mutating func cycle(to bus: inout CollectionBus) throws(SimulationError) -> Bool {
    var start = 0
    while let index = active.takeFirst(from: start) {
      start = index &+ 1
      if let total = accumulators[index].cycle() {
        bus.send(total, line: wiring.inputs[index].line, input: wiring.inputs[index].input)
      }
      if accumulators[index].isReady { active.insert(index) }
    }
    return start > 0
  }

  func statistics() -> ReductionStatistics {
    var statistics = ReductionStatistics()
    statistics.accumulators = accumulators.map { $0.statistics() }
    statistics.accumulatorWrites = accumulators.map { $0.wire.writes }
    return statistics
  }

  func describe(_ state: inout MachineState) {
    for index in 0..<accumulators.count { accumulators[index].describe(&state) }
  }
}
