import Diagnostics
import Tensors

/// What an evaluation may use beside its inputs.
package struct ExecutionContext: Sendable {
  /// Upper bound for the threads that one kernel uses.
  package var threads: Int
  /// Seeds the random operators.
  package var seed: UInt64
  /// Bytes that values may still take; what needs more is refused before it is made.
  package var memoryLimit: Int

  package init(threads: Int = 1, seed: UInt64 = 1, memoryLimit: Int = MachineMemory.defaultLimit) {
    self.threads = threads
    self.seed = seed
    self.memoryLimit = memoryLimit
  }

  /// The same with fewer bytes left: for what is evaluated while these are held.
  package func holding(_ bytes: Int) -> ExecutionContext {
    var context = self
    context.memoryLimit = max(memoryLimit - bytes, 0)
    return context
  }

  /// - Throws: ``OperatorError/memory(bytes:limit:)`` where a kernel is about to make more than is left.
  package func requireMemory(for shape: Shape, of type: DataType) throws(OperatorError) {
    try requireMemory(shape.count * type.memoryWidth)
  }

  /// - Throws: ``OperatorError/memory(bytes:limit:)`` where a kernel is about to make more than is left.
  package func requireMemory(_ bytes: Int) throws(OperatorError) {
    guard bytes <= memoryLimit else { throw .memory(bytes: bytes, limit: memoryLimit) }
  }
}
