import Tensors

/// How a weight tensor is read as matrices of output features by reduction depth.
///
/// A Conv weight `[K, C/G, ...]` is one matrix of K features, each contiguous; a MatMul weight
/// `[..., K, N]` holds features as columns, one matrix for each leading index.
package struct WeightLayout: Hashable, Sendable {
  package let matrices: Int
  package let features: Int
  package let depth: Int
  /// Elements from one feature to the next, and from one depth index to the next.
  package let featureStride: Int
  package let depthStride: Int

  /// Features are rows: `[matrices][features][depth]`.
  package static func featureRows(matrices: Int = 1, features: Int, depth: Int) -> WeightLayout {
    WeightLayout(
      matrices: matrices, features: features, depth: depth, featureStride: depth, depthStride: 1)
  }

  /// Features are columns: `[matrices][depth][features]`.
  package static func featureColumns(matrices: Int = 1, features: Int, depth: Int) -> WeightLayout {
    WeightLayout(
      matrices: matrices, features: features, depth: depth, featureStride: 1, depthStride: features)
  }

  package var count: Int { matrices * features * depth }

  /// Offset of an element in the tensor.
  @inlinable
  package func offset(matrix: Int, feature: Int, depthIndex: Int) -> Int {
    matrix * features * depth + feature * featureStride + depthIndex * depthStride
  }
}
