/// What an evaluation may use beside its inputs.
package struct ExecutionContext: Sendable {
  /// Upper bound for the threads that one kernel uses.
  package var threads: Int
  /// Seeds the random operators.
  package var seed: UInt64

  package init(threads: Int = 1, seed: UInt64 = 1) {
    self.threads = threads
    self.seed = seed
  }
}
