import Hardware
import Sparsity
import Workload

/// Sparse A times dense B on MAGMA_SPARSE_DENSE, without stepping: each number of folds is timed once, and only
/// the packets on the collection bus are played through.
struct FastSparseDense {
  private let hardware: HardwareConfiguration
  private let shape: MatrixShape
  private let layout: ClusterLayout
  private let reduction: ReductionPlan

  /// - Parameter tile: T_N in `k`, T_K in `s`.
  init(_ shape: MatrixShape, tile: Tile, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    self.shape = shape
    layout = ClusterLayout(shape, tile: tile)
    reduction = ReductionPlan(
      virtualNeurons: Array(repeating: layout.lanes, count: layout.clusters), on: hardware,
      wiring: BusWiring(of: hardware))
  }

  /// - Parameter right: absent for timing only.
  func run(_ left: CompressedSparseRows, _ right: [Float]?) -> LayerResult {
    let statistics = statistics(rowElements: (0..<left.rows).map { left.elements(ofRow: $0).count })
    let outputs = right.map { right in
      ClusterProduct(lanes: layout.lanes, orders: reduction.additionOrders())
        .outputs(shape, left: left, right: right)
    }
    return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: outputs ?? [])
  }

  /// - Parameter rowElements: non-zeros of each row of A, at least 1.
  private func statistics(rowElements: [Int]) -> FabricStatistics {
    let folds = rowElements.map(layout.folds(elements:))
    let use = ClusterUse(
      layout, reduction, rowElements: rowElements, shape: shape, on: hardware)
    var multipliers = use.multipliers()
    var reductionCounts = use.reduction()
    var bus = use.busLines()
    var turns = Array(repeating: 0, count: bus.count)
    var timings: [Int: SparseRowTiming] = [:]
    var replays: [ReplayKey: BusLineReplay] = [:]
    var cycles = 0
    for count in folds {
      let timing = timings[count] ?? SparseRowTiming(folds: count, layout, reduction, on: hardware)
      if timings[count] == nil {
        timings[count] = timing
        reductionCounts.reach(timing, of: reduction)
      }
      cycles += timing.cycles
      for line in bus.indices where !timing.departures[line].isEmpty {
        let key = ReplayKey(folds: count, line: line, turn: turns[line])
        let replay =
          replays[key]
          ?? BusLineReplay(
            timing.releases[line], departures: timing.departures[line], turn: turns[line],
            inputs: reduction.wiring.inputsPerLine)
        if replays[key] == nil {
          replays[key] = replay
          for (input, packets) in replay.occupancy.enumerated() { bus[line].inputFifos[input].reach(packets) }
        }
        turns[line] = replay.turn
        bus[line].conflicts += replay.conflicts
        bus[line].waitingInputs += replay.waiting
      }
    }
    for multiplier in 0..<layout.used { multipliers[multiplier].weightFifo.reach(folds.max() ?? 0) }
    return FabricStatistics(
      cycles: cycles, distribution: use.distribution(), multipliers: .linear(multipliers),
      virtualNeurons: reduction.virtualNeurons(multipliers: hardware.multipliers),
      reduction: reductionCounts, memory: use.memory(), bus: bus)
  }

  /// What a bus line's part in a row depends on.
  private struct ReplayKey: Hashable {
    var folds: Int
    var line: Int
    var turn: Int
  }
}

extension ReductionStatistics {
  /// Notes how full FIFOs got in a row.
  fileprivate mutating func reach(_ timing: SparseRowTiming, of reduction: ReductionPlan) {
    for (wire, packets) in timing.adderOccupancy { withInputFifo(behind: wire) { $0.reach(packets) } }
    for (exit, packets) in zip(reduction.exits, timing.accumulatorOccupancy) {
      if let accumulator = exit.accumulator { accumulators[accumulator].inputFifo.reach(packets) }
    }
  }
}
