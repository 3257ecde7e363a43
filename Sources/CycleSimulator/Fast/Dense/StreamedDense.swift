import Hardware

/// A dense layer on a linear array without stepping: the cycles of all data follow from those that they wait for, and
/// only outputs on the collection bus are played through. Passes like the one before are skipped, and so are the windows
/// of a pass once one of them goes like the one before.
///
/// Where partial sums come back through the memory they compete for its read ports, and a layer has to be stepped
/// (``FastDense``).
struct StreamedDense: ~Copyable {
  private let network: DenseNetwork
  private let streams: DenseStreams
  private var times: StreamTimes
  private var collection: OutputCollection
  /// The pass in work, and the cycle in which its first step is queued.
  private var pass: DensePass
  private var start = 1
  /// The pass before, where this one may be like it.
  private var last: Beginning?
  /// The window before, where this one may be like it.
  private var lastWindow: Beginning?
  /// Cycles of what was skipped; all others leave them out.
  private var skippedCycles = 0

  /// The beginning of a pass, with what was counted until then.
  private struct Beginning {
    var state: MachineState
    var cycle: Int
    var counts: OutputCollection.Counts
    /// Within a pass: the periods before, how far the ports are behind the steps, and the outputs that have been
    /// written.
    var period = 0
    var lead = 0
    var retired = 0
  }

  /// - Returns: nil for a layer that has to be stepped.
  init?(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    let network = DenseNetwork(plan, on: hardware)
    guard let streams = DenseStreams(network) else { return nil }
    self.network = network
    self.streams = streams
    times = StreamTimes(streams, folds: plan.neurons.folds, latency: network.distributionLatency)
    pass = DensePass(plan.folding)
    collection = OutputCollection(streams.exits.map(\.input), milestones: plan.milestones)
  }

  /// Cycles and counters of the whole layer.
  mutating func run() -> FabricStatistics {
    let plan = network.plan
    while pass.index < plan.passes {
      skipRepeats()
      runPass()
      pass.advance()
      guard pass.index < plan.passes else { break }
      start += plan.stepsPerPass
      // The memory sees in the next cycle that the results which a pass waits for are there.
      if let milestone { start = max(start, collection.cycle(reaching: milestone) + 1) }
    }
    let cycles = collection.cycle(reaching: collection.lastMilestone) + skippedCycles
    return DenseUse(network, streams).statistics(cycles: cycles, times, collection)
  }

  private mutating func runPass() {
    let plan = network.plan
    let folds = plan.neurons.folds
    collection.advance(through: start)
    times.sendWeights(from: start)
    var cycle = start + folds
    let windows = plan.folding.x * plan.folding.y
    lastWindow = nil
    var window = 0
    while window < windows {
      let slides = plan.slides && window % plan.folding.y > 0
      for fold in 0..<folds {
        times.sendActivations(at: cycle, fold: fold, slides: slides)
        cycle += 1
      }
      var first = Int.max
      for exit in streams.exits.indices {
        let arrival = times.time(of: streams.exits[exit].stream) + streams.exits[exit].delay
        collection.receive(exit: exit, cycle: arrival)
        first = min(first, arrival)
      }
      // What comes later comes after this window's outputs.
      if window % Self.windowsAtOnce == 0 { collection.advance(through: first) }
      window += 1
      skipWindows(&window, of: windows, &cycle, outputsBefore: first)
    }
  }

  /// Windows whose outputs wait to be played through.
  private static let windowsAtOnce = 128

  /// The results that the pass waits for: after the first batch elements, none (see ``DenseController``).
  private var milestone: Int? { pass.n > 0 ? nil : pass.index }

  // MARK: - Skipping windows

  /// Windows that are alike from one to the next: all where none slides, else those of a row together.
  private var windowsOfPeriod: Int { network.plan.slides ? network.plan.folding.y : 1 }

  /// Goes on to the end of the pass where two periods begin in equal states, as far as no results are waited for.
  ///
  /// Ports that are behind the steps stay behind them; a port that waits for its step does so in each period, which
  /// then takes as long as its steps do.
  /// - Parameter horizon: a cycle before which nothing comes to the bus any more.
  private mutating func skipWindows(
    _ window: inout Int, of windows: Int, _ cycle: inout Int, outputsBefore horizon: Int
  ) {
    let period = windowsOfPeriod
    let (done, rest) = window.quotientAndRemainder(dividingBy: period)
    // States are compared after 4 and 5 periods, 8 and 9, 16 and 17.
    guard rest == 0, done >= 4, window < windows, done.nonzeroBitCount == 1 || (done - 1).nonzeroBitCount == 1
    else { return }
    collection.advance(through: horizon)
    let reference = times.reference
    var state = MachineState()
    times.describeCourse(&state)
    collection.describe(&state, at: reference)
    let steps = period * network.plan.neurons.folds
    let now = Beginning(
      state: state, cycle: reference, counts: collection.counts, period: done,
      lead: reference - cycle, retired: collection.retired)
    defer {
      lastWindow = now
      times.hasWaitedForSteps = false
    }
    guard done.nonzeroBitCount > 1, let last = lastWindow, last.period == done - 1,
      last.state == state,
      times.hasWaitedForSteps ? last.lead == now.lead : now.lead >= last.lead, now.retired > last.retired
    else { return }
    let outputs = now.retired - last.retired
    let periods = min(windows / period - done, collection.outputsBeforeMilestone / outputs)
    guard periods > 0 else { return }
    let cycles = periods * (now.cycle - last.cycle)
    collection.repeatCounts(since: last.counts, times: periods, outputs: periods * outputs)
    window += periods * period
    cycle += periods * steps - cycles
    // All cycles are counted without the skipped ones, those also that the next passes begin after.
    collection.advanceReached(from: pass.index + 1, by: cycles)
    start -= cycles
    self.last?.cycle -= cycles
    skippedCycles += cycles
  }

  // MARK: - Skipping passes

  private mutating func skipRepeats() {
    let plan = network.plan
    let repeats = plan.passesLike(pass)
    guard repeats > 0, milestone == nil || !collection.hasReached(pass.index + 1) else {
      last = nil
      return
    }
    var state = MachineState()
    if milestone != nil { state.add(collection.retired - plan.outputsAwaited(pass)) }
    times.describe(&state, at: start)
    collection.describe(&state, at: start)
    guard let last, last.state == state else {
      last = Beginning(state: state, cycle: start, counts: collection.counts)
      return
    }
    skippedCycles += repeats * (start - last.cycle)
    collection.repeatCounts(since: last.counts, times: repeats, outputs: repeats * plan.retiredPerPass)
    pass.advance(by: repeats)
    self.last = nil
  }
}
