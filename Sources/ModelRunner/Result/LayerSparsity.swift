/// Shares of zeros in a node's operands.
package struct LayerSparsity: Sendable, Equatable {
  /// In the weights; `nil` where both operands are activations.
  package var weights: Double?
  package var activations: Double
  /// The ratio that pruning was asked for; `nil` where the weights were not pruned.
  package var asked: Double?

  package init(weights: Double?, activations: Double, asked: Double? = nil) {
    self.weights = weights
    self.asked = asked
    self.activations = activations
  }
}
