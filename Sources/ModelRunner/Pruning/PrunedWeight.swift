import Lowering
import Sparsity
import Tensors

/// What became of a node's weight when it was pruned.
struct PrunedWeight: Sendable {
  /// The ratio that was asked for.
  let asked: Double
  let zeros: Int
  let count: Int
  /// The weight before pruning, where that took nothing but small magnitudes.
  let cut: MagnitudeCut?

  /// Share of zeros, 0 for an empty weight.
  var sparsity: Double { Self.share(zeros, of: count) }

  static func share(_ zeros: Int, of count: Int) -> Double { count == 0 ? 0 : Double(zeros) / Double(count) }
}

extension PrunedWeight? {
  /// A node's inputs with the weight as it was before pruning, where no other form of it need be made.
  func unpruned(_ inputs: [Tensor?], of node: LoweredNode) -> [Tensor?] {
    guard let cut = self?.cut, let weight = node.weight?.index else { return inputs }
    var inputs = inputs
    inputs[weight] = cut.values
    return inputs
  }
}
