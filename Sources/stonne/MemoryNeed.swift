import Diagnostics
import Workload

/// What the operands and the output of one layer take while they are simulated.
enum MemoryNeed {
  /// A value is held as a number, in the simulator's own order, and for a comparison.
  private static let bytesPerElement = 24

  /// - Parameter limit: bytes; what the machine lets the process have, unless the user says it.
  /// - Throws: ``CommandError/layer(_:reason:)`` for extents that make no layer, ``CommandError/memory(_:bytes:limit:)``.
  static func require(
    for layer: Layer, limit: Int = MachineMemory.defaultLimit
  ) throws(CommandError) {
    if let reason = layer.fault { throw .layer(layer, reason: reason) }
    let elements = layer.leftCount + layer.rightCount + layer.outputCount
    let (bytes, overflow) = elements.multipliedReportingOverflow(by: bytesPerElement)
    if overflow || bytes > limit { throw .memory(layer, bytes: overflow ? .max : bytes, limit: limit) }
  }
}
