import Hardware
import Lowering
import Mapping
import Tensors

extension LoweredNode {
  /// What is known of the rows of the operand that MAGMA reads as sparse, for a search that takes them one by one.
  ///
  /// All runs get one tile: the first one's rows stand for all, where a row longer than they are makes no tile illegal.
  /// - Parameter inputs: the node's values; `nil` where they are not known yet.
  /// - Returns: `nil` where nothing is known of single rows.
  func sparseRows(_ inputs: [Tensor?], on hardware: HardwareConfiguration) -> SparseRows? {
    guard case .sparseDense(let shape) = layer, runs == 1 || hardware.hasAccumulationBuffer,
      let bound = try? bind(inputs)
    else { return nil }
    let left = bound.operands(ofRun: 0).left
    return .counts(
      (0..<shape.m).map { row in left[row * shape.k..<(row + 1) * shape.k].count { $0 != 0 } })
  }
}
