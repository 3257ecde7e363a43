import Hardware
import Workload

/// The runs of a SparseDense on MAGMA_SPARSE_DENSE, timed without stepping: a row of A by its number of folds, and
/// what its outputs do on the bus by whose turn it is on each line besides. Each of these is played through once.
struct SparseDenseTiming {
  private let hardware: HardwareConfiguration
  private let shape: MatrixShape
  private let layout: ClusterLayout
  private let reduction: ReductionPlan
  private var work = ClusterUse.Work()
  private var longest = 0
  /// Of the first run: the whole percent of A that does not exist.
  private var first: (run: Int, sparsity: Int)?
  private var cycles = 0

  private var timings: [Int: SparseRowTiming] = [:]
  /// The inputs that are asked first on each line, as far as such states came; a run begins with the first.
  private var states: [[Int]]
  private var stateNumbers: [[Int]: Int]
  private var replays: [ReplayKey: Replay] = [:]

  /// What a row does on the bus depends on this.
  private struct ReplayKey: Hashable {
    var folds: Int
    var state: Int
  }

  private struct Replay {
    var next: Int
    /// Of the lines in use.
    var lines: [(line: Int, replay: BusLineReplay)]
    var times = 0
  }

  /// - Parameter tile: T_N in `k` and T_K in `s`, legal on that machine for the rows that come.
  init(_ shape: MatrixShape, tile: Tile, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    self.shape = shape
    let layout = ClusterLayout(shape, tile: tile)
    self.layout = layout
    reduction = ReductionPlan(
      virtualNeurons: Array(repeating: layout.lanes, count: layout.clusters), on: hardware,
      wiring: BusWiring(of: hardware))
    states = [Array(repeating: 0, count: hardware.collectionBandwidth)]
    stateNumbers = [states[0]: 0]
  }

  var lanes: Int { layout.lanes }
  /// In which each cluster adds.
  var additionOrders: [AdditionOrder] { reduction.additionOrders() }

  /// Adds a run. Runs come in any order.
  /// - Parameter rowElements: the elements of each row of A, at least 1.
  mutating func add(_ run: Int, rowElements: [Int]) {
    var state = 0
    var elements = 0
    for count in rowElements {
      elements += count
      let folds = layout.folds(elements: count)
      work.folds += folds
      longest = max(longest, folds)
      let key = ReplayKey(folds: folds, state: state)
      if replays[key] == nil { replays[key] = replay(key) }
      replays[key]?.times += 1
      state = replays[key]?.next ?? 0
      cycles += timings[folds]?.cycles ?? 0
    }
    work.runs += 1
    work.rows += rowElements.count
    work.elements += elements
    work.lastFolds += layout.folds(elements: rowElements[rowElements.count - 1])
    if run < first?.run ?? .max {
      first = (run, sparsityPercent(elements: shape.m * shape.k, existing: elements))
    }
  }

  private mutating func replay(_ key: ReplayKey) -> Replay {
    let timing = timings[key.folds] ?? SparseRowTiming(folds: key.folds, layout, reduction, on: hardware)
    timings[key.folds] = timing
    var turns = states[key.state]
    let lines = turns.indices.filter { !timing.departures[$0].isEmpty }.map { line in
      let replay = BusLineReplay(
        timing.releases[line], departures: timing.departures[line], turn: turns[line],
        inputs: reduction.wiring.inputsPerLine)
      return (line, replay)
    }
    for (line, replay) in lines { turns[line] = replay.turn }
    let next = stateNumbers[turns] ?? states.count
    if next == states.count {
      stateNumbers[turns] = next
      states.append(turns)
    }
    return Replay(next: next, lines: lines)
  }

  /// The counters of all runs together; what belongs to one run only is the first run's.
  func statistics() -> FabricStatistics {
    let use = ClusterUse(layout, reduction, work, shape: shape, on: hardware)
    var multipliers = use.multipliers()
    var memory = use.memory()
    memory.stationarySparsity = first?.sparsity ?? 0
    var reductionCounts = use.reduction()
    for timing in timings.values { reductionCounts.reach(timing, of: reduction) }
    var bus = use.busLines()
    for replay in replays.values {
      for (line, one) in replay.lines {
        bus[line].conflicts += replay.times * one.conflicts
        bus[line].waitingInputs += replay.times * one.waiting
        for (input, packets) in one.occupancy.enumerated() { bus[line].inputFifos[input].reach(packets) }
      }
    }
    for multiplier in 0..<layout.used { multipliers[multiplier].weightFifo.reach(longest) }
    return FabricStatistics(
      cycles: cycles, distribution: use.distribution(), multipliers: .linear(multipliers),
      virtualNeurons: reduction.virtualNeurons(multipliers: hardware.multipliers),
      reduction: reductionCounts, memory: memory, bus: bus)
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
