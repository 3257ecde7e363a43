/// A sparse memory controller: configures a round, queues its stationary operands, then the streaming ones, waits
/// for the results, and goes on to the next round.
struct SparseController<Dataflow: SparseDataflow>: ~Copyable {
  private enum State {
    case configure
    case stationary(step: Int)
    case streaming(step: Int)
    case wait
  }

  private(set) var dataflow: Dataflow
  private var ports: SparseReadPorts
  private var writeQueue = WriteQueue()
  private var state = State.configure
  private var round = SparseRound(
    roles: [], sizes: [], folds: 1, sets: DestinationSets(leaves: 1), stationarySteps: 0, streamingSteps: 0,
    results: 0)
  /// Results of the round that have come back.
  private(set) var stored = 0

  init(_ dataflow: Dataflow, ports: Int) {
    self.dataflow = dataflow
    self.ports = SparseReadPorts(count: ports)
  }

  /// Starts a round: the cycle that comes next configures it.
  mutating func begin(_ index: Int) -> SparseRound {
    round = dataflow.begin(index)
    state = .configure
    stored = 0
    return round
  }

  var isRoundFinished: Bool { stored == round.results }

  /// - Returns: whether there was anything to do.
  mutating func cycle(
    from bus: inout CollectionBus, to distribution: inout DistributionNetwork, _ multipliers: inout LinearArray
  ) -> Bool {
    let isQueuing = queue()
    let before = stored
    writeQueue.drain(&bus) { result in
      dataflow.store(result)
      stored &+= 1
    }
    let hasSent = ports.send(to: &distribution, &multipliers)
    return isQueuing || stored > before || hasSent
  }

  /// Does what the state says, and goes to the next one.
  private mutating func queue() -> Bool {
    switch state {
    case .configure:
      state = .stationary(step: 0)
    case .stationary(let step):
      dataflow.queueStationary(step, on: &ports)
      state = step + 1 == round.stationarySteps ? .streaming(step: 0) : .stationary(step: step + 1)
    case .streaming(let step):
      dataflow.queueStreaming(step, on: &ports)
      state = step + 1 == round.streamingSteps ? .wait : .streaming(step: step + 1)
    case .wait: return false
    }
    return true
  }

  func statistics() -> MemoryStatistics {
    var statistics = dataflow.statistics
    ports.count(in: &statistics)
    return statistics
  }
}
