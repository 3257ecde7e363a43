import Hardware
import Workload

/// How often each component is used over all rows: whatever carries a cluster's data carries `sums` packets of it,
/// and its weights' ports the folds.
struct ClusterUse {
  private let hardware: HardwareConfiguration
  private let shape: MatrixShape
  private let layout: ClusterLayout
  private let plan: ReductionPlan
  private let work: Work

  /// What all rows of all runs come to.
  struct Work {
    var runs = 0
    var rows = 0
    var elements = 0
    var folds = 0
    /// Folds of the runs' last rows.
    var lastFolds = 0
  }

  init(
    _ layout: ClusterLayout, _ reduction: ReductionPlan, _ work: Work, shape: MatrixShape,
    on hardware: HardwareConfiguration
  ) {
    self.hardware = hardware
    self.shape = shape
    self.layout = layout
    self.work = work
    plan = reduction
  }

  private var rows: Int { work.rows }
  private var folds: Int { work.folds }
  /// Partial sums of a cluster, and outputs of it (those in the padding of N included).
  private var sums: Int { layout.sums(folds: folds) }
  private var outputs: Int { rows * layout.columnTiles }

  /// Clusters that leave the tree at one adder send together where each multiplier has a port of its own.
  private var exitsTogether: Bool { hardware.multipliers == hardware.distributionBandwidth }

  /// The multipliers' counters, but for the fill of the weight FIFO, which is the folds of the longest row.
  func multipliers() -> [LinearMultiplierCounts] {
    var counts = LinearMultiplierCounts()
    counts.multiplications = sums
    counts.inputsReceived = sums
    counts.weightsReceived = folds
    counts.configurations = rows
    counts.activationFifo = .passingThrough(sums)
    counts.psumFifo = .passingThrough(sums)
    // A weight goes back after each use, and those of all rows but a run's last are thrown away.
    counts.weightFifo = FifoCounts(pushes: folds + sums, pops: sums + folds - work.lastFolds)
    return Array(repeating: counts, count: layout.used)
      + Array(repeating: LinearMultiplierCounts(), count: hardware.multipliers - layout.used)
  }

  func distribution() -> DistributionStatistics {
    let activations = (0..<hardware.multipliers).map { $0 < layout.used ? sums : 0 }
    var statistics = DistributionStatistics(unicasts: activations, ports: hardware.distributionBandwidth)
    statistics.addMulticasts(lanes: layout.lanes, used: layout.used, packetsPerLane: folds)
    return statistics
  }

  /// The reduction network's counters, but for the fill of FIFOs in which packets wait.
  func reduction() -> ReductionStatistics {
    var statistics = ReductionStatistics()
    if let (configuration, program) = plan.tree {
      statistics = ReductionStatistics(of: program.topology)
      statistics.configure(configuration, plan.wiring, times: rows)
      program.count(sums, in: &statistics)
      statistics.collectLateralWrites(program.topology)
      for exit in plan.exits where exit.virtualNeurons.count > 1 && exitsTogether {
        let adder = plan.wiring.order[exit.place]
        statistics.adders[adder].memorySends = sums
        statistics.adders[adder].outputFifo.reach(exit.virtualNeurons.count)
      }
    }
    var unused = AccumulatorCounts()
    unused.configurations = rows
    statistics.accumulators = Array(repeating: unused, count: plan.accumulators)
    statistics.accumulatorWrites = Array(repeating: 0, count: plan.accumulators)
    for exit in plan.exits {
      guard let accumulator = exit.accumulator else { continue }
      let (psums, messages) = traffic(of: exit)
      let results = exit.virtualNeurons.count * outputs
      statistics.accumulators[accumulator].receives = messages
      statistics.accumulators[accumulator].registerWrites = psums
      statistics.accumulators[accumulator].adds = psums - results
      statistics.accumulators[accumulator].registerReads = psums - results
      statistics.accumulators[accumulator].memorySends = results
      statistics.accumulators[accumulator].inputFifo = .passingThrough(psums)
      statistics.accumulators[accumulator].outputFifo = .passingThrough(results)
      statistics.accumulatorWrites[accumulator] = messages
    }
    return statistics
  }

  /// Packets out of an exit, and the messages that carry them.
  private func traffic(of exit: ReductionPlan.Exit) -> (packets: Int, messages: Int) {
    let packets = exit.virtualNeurons.count * sums
    return (packets, exitsTogether ? sums : packets)
  }

  /// The bus lines' counters, but for conflicts and the fill of FIFOs.
  func busLines() -> [BusLineCounts] {
    let wiring = plan.wiring
    var bus = Array(repeating: BusLineCounts(inputs: wiring.inputsPerLine), count: wiring.lines)
    for exit in plan.exits {
      let results = exit.virtualNeurons.count * outputs
      let (line, input) = (exit.input.line, exit.input.input)
      bus[line].sends += results
      bus[line].inputWrites[input] += exit.accumulator == nil ? traffic(of: exit).messages : results
      bus[line].inputReceives[input] += results
      bus[line].inputFifos[input] += FifoCounts(pushes: results, pops: results)
    }
    return bus
  }

  func memory() -> MemoryStatistics {
    var statistics = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: "SPARSE_DENSE_DATAFLOW")
    statistics.weightReads = work.elements
    statistics.inputReads = shape.n * work.elements
    statistics.psumWrites = rows * shape.n
    statistics.reconfigurations = work.runs
    let shares = PortShares(
      destinations: 0..<layout.used, ports: hardware.distributionBandwidth,
      leaves: hardware.multipliers / hardware.distributionBandwidth)
    for (port, load) in shares.loads.enumerated() {
      statistics.portWeights[port] = min(layout.lanes, load) * folds
      statistics.portInputs[port] = load * sums
    }
    return statistics
  }
}
