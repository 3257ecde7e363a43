import Dispatch
import Synchronization

/// Lets as many points run at a time as memory holds; one that needs more than there is runs alone.
final class MemoryGate: Sendable {
  private struct State {
    var held = 0
    var running = 0
    var waiting = 0
  }

  private let limit: Int
  private let state = Mutex(State())
  private let ends = DispatchSemaphore(value: 0)

  /// - Parameter limit: bytes.
  init(limit: Int) { self.limit = limit }

  /// Runs `body` once `bytes` are free.
  func run<Result>(holding bytes: Int, _ body: () throws -> Result) rethrows -> Result {
    while !enter(bytes) { ends.wait() }
    defer { leave(bytes) }
    return try body()
  }

  private func enter(_ bytes: Int) -> Bool {
    state.withLock { state in
      guard state.running == 0 || bytes <= limit - state.held else {
        state.waiting += 1
        return false
      }
      state.running += 1
      state.held += bytes
      return true
    }
  }

  private func leave(_ bytes: Int) {
    let waiting = state.withLock { state in
      defer { state.waiting = 0 }
      state.running -= 1
      state.held -= bytes
      return state.waiting
    }
    for _ in 0..<waiting { ends.signal() }
  }
}
