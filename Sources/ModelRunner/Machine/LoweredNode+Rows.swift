import Lowering
import Mapping
import Tensors

extension LoweredNode {
  /// What is known of the rows of the operand that MAGMA reads as sparse, for a search that takes them one by one.
  ///
  /// All runs get one tile: the first one's rows stand for all in what it costs, and the longest of all has to fit it.
  /// - Parameter inputs: the node's values; `nil` where they are not known yet.
  /// - Returns: `nil` where nothing is known of single rows.
  func sparseRows(_ inputs: [Tensor?]) -> SparseRows? {
    guard case .sparseDense = layer, let bound = try? bind(inputs, aligns: false),
      let first = bound.keptVectors(ofRun: 0)
    else { return nil }
    let longest = (1..<runs).compactMap { bound.keptVectors(ofRun: $0)?.rowCounts.max() }.max()
    return .counts(first.rowCounts, longest: longest)
  }
}
