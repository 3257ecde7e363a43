import Dispatch
import Synchronization

/// `body` of every index below `count`, on up to `threads` threads at a time; results in order.
///
/// The first error by index is thrown, whichever came first by the clock.
func concurrentMap<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  guard threads > 1, count > 1 else { return try (0..<count).map(body) }
  let slots = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = Swift.Result { try body(index) }
      slots.withLock { $0[index] = result }
    }
  }
  return try slots.withLock { slots in
    try slots.map { slot in
      guard let slot else { preconditionFailure("every index is visited") }
      return try slot.get()
    }
  }
}
