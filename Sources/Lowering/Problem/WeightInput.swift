import Sparsity

/// The input of a node that is its weight: constant, and what pruning works on.
package struct WeightInput: Hashable, Sendable {
  /// Index among the node's inputs.
  package let index: Int
  package let layout: WeightLayout
}
