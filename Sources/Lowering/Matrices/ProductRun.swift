/// The sizes of the products that a node becomes, equal for all of them.
struct ProductSize: Hashable, Sendable {
  /// Output features (filters): rows of the weight matrix.
  let features: Int
  /// Input rows (positions).
  let rows: Int
  /// Length of the sums.
  let depth: Int
  /// Number of products.
  let runs: Int
}

/// One of those products: every feature with every row.
struct ProductRun: Sendable {
  /// Features by depth.
  let features: OperandMatrix
  /// Rows by depth.
  let rows: OperandMatrix
  /// Where rows by features lie in the node's output.
  let result: StridedMatrix
}
