/// Shares of zeros in a node's operands.
package struct LayerSparsity: Sendable, Equatable {
  /// In the weights; `nil` where both operands are activations.
  package var weights: Double?
  package var activations: Double

  package init(weights: Double?, activations: Double) {
    self.weights = weights
    self.activations = activations
  }
}
