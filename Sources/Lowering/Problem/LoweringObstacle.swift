import ReferenceOperators

/// Why a node stays on the processor, or why a convolution is not done directly, in words that complete
/// "on the CPU: " or "through im2col: ".
package struct LoweringObstacle: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// The operator's own complaint: the processor's executor will repeat it with the node's name.
  init(_ error: OperatorError) { self.init(error.description) }
}
