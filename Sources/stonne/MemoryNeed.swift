import Diagnostics
import Workload

/// What the operands and the output of one layer take while they are simulated.
enum MemoryNeed {
  /// A value is held as a number, in the simulator's own order, and for a comparison.
  private static let bytesPerElement = 24

  /// - Parameter layer: without a ``Layer/fault``.
  /// - Throws: ``CommandError/memory(_:bytes:limit:)`` beyond what the machine lets the process have.
  static func require(for layer: Layer) throws(CommandError) {
    let elements = layer.leftCount + layer.rightCount + layer.outputCount
    let limit = MachineMemory.defaultLimit
    let (bytes, overflow) = elements.multipliedReportingOverflow(by: bytesPerElement)
    if overflow || bytes > limit { throw .memory(layer, bytes: overflow ? .max : bytes, limit: limit) }
  }
}
