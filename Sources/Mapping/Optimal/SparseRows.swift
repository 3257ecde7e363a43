import Workload

/// What is known of the rows of a SparseDense layer's left operand.
package enum SparseRows: Hashable, Sendable {
  /// A share of zeros; the rows are taken to have equally many non-zeros.
  case sparsity(Float)
  /// The non-zeros of each row of one run, and of the longest row of all runs where there are more: each of them has to
  /// fit the tile.
  case counts([Int], longest: Int? = nil)

  /// Non-zeros of each row, at least 1: a row without gets an explicit zero.
  func elements(of shape: MatrixShape) -> [Int] {
    switch self {
    case .sparsity(let sparsity):
      let density = 1 - Double(min(max(sparsity, 0), 1))
      let filled = min(max(Int((Double(shape.k) * density).rounded()), 1), shape.k)
      return Array(repeating: filled, count: shape.m)
    case .counts(let counts, _): return counts.map { max($0, 1) }
    }
  }

  /// Non-zeros of the longest row; `nil` where it is not known.
  package var longest: Int? {
    guard case .counts(let counts, let longest) = self else { return nil }
    return counts.max().map { max($0, longest ?? 1, 1) }
  }

  /// The share of zeros, which STONNE's mapper goes by.
  package func sparsity(in layer: Layer) -> Float {
    switch self {
    case .sparsity(let sparsity): return sparsity
    case .counts(let counts, _):
      return 1 - Float(Double(counts.reduce(0, +)) / Double(max(layer.leftCount, 1)))
    }
  }
}
