import Synchronization

/// The timing of a layer's runs: kept as long as runs are added, then only what it came to.
///
/// What timing knows of rounds and rows takes a megabyte or so a layer, and a network has hundreds.
final class LayerTiming<Timing: Sendable>: Sendable {
  private struct State {
    /// `nil` once it is settled.
    var timing: Timing?
    var counters: FabricStatistics?
  }

  private let state: Mutex<State>
  private let statistics: @Sendable (Timing) -> FabricStatistics

  /// - Parameter statistics: adds up the counters.
  init(_ timing: Timing, statistics: @escaping @Sendable (Timing) -> FabricStatistics) {
    state = Mutex(State(timing: timing))
    self.statistics = statistics
  }

  /// Adds a run.
  /// - Precondition: the timing is not settled.
  func add<Failure: Error>(_ body: (inout Timing) throws(Failure) -> Void) throws(Failure) {
    try state.withLock { (state) throws(Failure) in
      // Taken out, so that it is changed and not copied.
      guard var timing = state.timing.take() else { preconditionFailure("no run is timed after the last one") }
      defer { state.timing = timing }
      try body(&timing)
    }
  }

  /// Forgets everything but the counters: all runs are timed.
  func settle() {
    state.withLock { state in
      guard let timing = state.timing.take() else { return }
      state.counters = statistics(timing)
    }
  }

  /// The counters of the runs so far.
  var counters: FabricStatistics {
    state.withLock { state in
      if let counters = state.counters { return counters }
      guard let timing = state.timing else { preconditionFailure("what has no counters yet has its timing") }
      return statistics(timing)
    }
  }
}
