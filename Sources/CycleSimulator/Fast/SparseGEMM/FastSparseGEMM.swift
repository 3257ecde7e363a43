import Hardware
import Sparsity
import Workload

/// A SparseGEMM on SIGMA, without stepping: each round is timed from the lines on which its operands come, those
/// with one virtual neuron once for all of their size, and only the packets on shared bus lines are played
/// through.
struct FastSparseGEMM {
  private let hardware: HardwareConfiguration
  private let plan: SparseGEMMPlan
  private let wiring: BusWiring

  init(_ plan: SparseGEMMPlan, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    self.plan = plan
    wiring = BusWiring(of: hardware)
  }

  /// What rounds of one virtual neuron have in common.
  private struct Kind: Hashable {
    var sizes: [Int]
    var isContinuation: Bool
  }

  func statistics() throws(SimulationError) -> FabricStatistics {
    let topology = AdderTreeTopology(leaves: hardware.multipliers)
    var counts = RoundCounts(plan, topology: topology, wiring: wiring, on: hardware)
    var plans: [[Int]: ReductionPlan] = [:]
    var repeated: [Kind: (round: StationaryRound, timing: RoundTiming, times: Int)] = [:]
    let readsBefore = plan.streaming.onesBefore()
    var inputReads = 0
    for round in plan.rounds {
      inputReads += readsBefore[round.positions.upperBound] - readsBefore[round.positions.lowerBound]
      let kind = Kind(sizes: round.sizes, isContinuation: round.isContinuation)
      if let known = repeated[kind] {
        repeated[kind]?.times += 1
        counts.replay(known.timing)
        continue
      }
      let reduction =
        plans[round.sizes] ?? ReductionPlan(virtualNeurons: round.sizes, on: hardware, wiring: wiring)
      plans[round.sizes] = reduction
      let ports = PortStreams(round, plan.stationary, streams: plan.streaming.vectors, on: hardware)
      let timing = RoundTiming(ports, reduction, streams: plan.streaming.vectors)
      if let input = timing.collision { throw wiring.collision(at: input, topology) }
      counts.replay(timing)
      if round.virtualNeurons == 1 {
        repeated[kind] = (round, timing, 1)
      } else {
        counts.count(round, timing, times: 1)
      }
    }
    for (round, timing, times) in repeated.values { counts.count(round, timing, times: times) }
    let last = plan.rounds[plan.rounds.count - 1]
    guard let reduction = plans[last.sizes] else { preconditionFailure("every round has a configuration") }
    return counts.statistics(plan, inputReads: inputReads, last: last, reduction)
  }
}

extension VectorBitmap {
  /// For each position, the ones of all vectors at the positions before it; one more at the end.
  fileprivate func onesBefore() -> [Int] {
    onesByPosition.reduce(into: [0]) { before, ones in before.append(before[before.count - 1] + ones) }
  }
}
