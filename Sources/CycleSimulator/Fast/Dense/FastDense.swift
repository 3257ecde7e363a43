/// A dense layer on a linear array without stepping every pass: as soon as two passes begin in equal states, all that
/// follow are like the first of them, and are skipped up to the last.
///
/// Values never steer anything, so that the machine runs without them.
struct FastDense<Reduction: ReductionNetwork & ~Copyable>: ~Copyable {
  private let plan: DensePlan
  private var machine: SteppedDense<Reduction>
  /// What the passes that were skipped would have counted.
  private var skipped: [(pass: FabricStatistics, times: Int)] = []

  init(_ plan: DensePlan, machine: consuming SteppedDense<Reduction>) {
    self.plan = plan
    self.machine = machine
  }

  /// Cycles and counters of the whole layer.
  mutating func run() throws(SimulationError) -> FabricStatistics {
    var lastState: MachineState?
    var periodStart: FabricStatistics?
    repeat {
      try machine.step()
      guard let pass = machine.begunPass else { continue }
      let repeats = plan.passesLike(pass)
      guard repeats > 0 else {
        lastState = nil
        periodStart = nil
        continue
      }
      let state = machine.state()
      if state != lastState {
        lastState = state
        periodStart = nil
      } else if let start = periodStart {
        skip(repeats, since: start)
        lastState = nil
        periodStart = nil
      } else {
        periodStart = machine.statistics()
      }
    } while !machine.isFinished
    return statistics()
  }

  /// Skips passes like the one that just ended.
  private mutating func skip(_ passes: Int, since start: FabricStatistics) {
    var period = machine.statistics()
    period.add(start, times: -1)
    skipped.append((period, passes))
    machine.skip(passes: passes)
  }

  private func statistics() -> FabricStatistics {
    var statistics = machine.statistics()
    for (pass, times) in skipped { statistics.add(pass, times: times) }
    // What lies beyond the tensor is not the same in every pass, but known without running any.
    statistics.memory.weightReads = plan.weightReads
    statistics.memory.inputReads = plan.inputReads
    statistics.memory.psumWrites = plan.psumWrites
    return statistics
  }
}
