import ReferenceOperators
import Synchronization

/// `body` of every index below `count`, on up to `threads` of the threads that the kernels have; results in order.
///
/// The first error by index is thrown, whichever came first by the clock.
package func concurrentMap<Result: Sendable, Failure: Error>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  guard threads > 1, count > 1 else { return try (0..<count).map(body) }
  let slots = Mutex([Swift.Result<Result, Failure>?](repeating: nil, count: count))
  concurrently(count, threads: threads) { index in
    let result = Swift.Result { () throws(Failure) in try body(index) }
    slots.withLock { $0[index] = result }
  }
  return try slots.withLock { slots throws(Failure) in
    try slots.map { slot throws(Failure) in
      guard let slot else { preconditionFailure("every index is visited") }
      return try slot.get()
    }
  }
}
