/// What an evaluation may use beside its inputs.
package struct ExecutionContext: Sendable {
  /// Upper bound for the threads that one kernel uses.
  package var threads: Int
  /// Seeds the random operators.
  package var seed: UInt64
  /// Bytes that the outputs of one node may take; what needs more is refused before it is made.
  package var memoryLimit: Int

  package init(threads: Int = 1, seed: UInt64 = 1, memoryLimit: Int = .max) {
    self.threads = threads
    self.seed = seed
    self.memoryLimit = memoryLimit
  }
}
