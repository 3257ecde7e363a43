import Diagnostics
import Tensors

/// What an evaluation may use beside its inputs.
package struct ExecutionContext: Sendable {
  /// Upper bound for the threads that one kernel uses.
  package var threads: Int
  /// Seeds the random operators.
  package var seed: UInt64
  /// Asked before each node, those in subgraphs included; once true, the run ends with `CancellationError`.
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// Bytes that values may still take; what needs more is refused before it is made.
  package private(set) var memoryLimit: Int
  /// Bytes that the whole run may take, as the user stated them.
  private let wholeLimit: Int

  /// Iterations of a loop, those of loops within it included, before it is given up.
  private let mostRounds: Int
  /// Of the outermost loop that is under way.
  private var rounds: LoopRounds?

  /// - Parameter mostRounds: iterations before a loop is given up; `nil` leaves them at a million.
  package init(
    threads: Int = 1, seed: UInt64 = 1, memoryLimit: Int = MachineMemory.defaultLimit, mostRounds: Int? = nil
  ) {
    self.mostRounds = mostRounds ?? LoopRounds.standard
    self.threads = threads
    self.seed = seed
    self.memoryLimit = memoryLimit
    wholeLimit = memoryLimit
  }

  /// The same with fewer bytes left: for what is evaluated while these are held.
  package func holding(_ bytes: Int) -> ExecutionContext {
    var context = self
    context.memoryLimit = max(memoryLimit - bytes, 0)
    return context
  }

  /// The same where the process's own limits leave less by now, as for a model that has been mapped: values may take
  /// half of that, since plans, laid out operands and the machine take memory as well.
  package func withinProcessLimits() -> ExecutionContext {
    guard let unclaimed = MachineMemory.unclaimed else { return self }
    var context = self
    context.memoryLimit = min(memoryLimit, unclaimed / 2)
    return context
  }

  /// The same within a loop.
  func looping() -> ExecutionContext {
    var context = self
    if context.rounds == nil { context.rounds = LoopRounds(mostRounds) }
    return context
  }

  /// Called before every iteration of a loop.
  /// - Parameter elements: of the sequences that the iteration begins with.
  /// - Throws: ``OperatorError/interrupted``; ``OperatorError/value(_:)`` where nobody would wait for the end.
  func nextRound(carrying elements: Int = 0) throws(OperatorError) {
    if isInterrupted() { throw .interrupted }
    try rounds?.take(carrying: elements)
  }

  /// - Throws: ``OperatorError/memory(bytes:left:limit:)`` where a kernel is about to make more than is left.
  package func requireMemory(for shape: Shape, of type: DataType) throws(OperatorError) {
    try requireMemory(shape.count * type.memoryWidth)
  }

  /// - Throws: ``OperatorError/memory(bytes:left:limit:)`` where a kernel is about to make more than is left.
  package func requireMemory(_ bytes: Int) throws(OperatorError) {
    guard bytes <= memoryLimit else { throw memoryError(bytes) }
  }

  /// What to say of values that take more than is left.
  package func memoryError(_ bytes: Int) -> OperatorError {
    .memory(bytes: bytes, left: memoryLimit, limit: wholeLimit)
  }
}
