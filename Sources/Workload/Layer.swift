/// One problem for an accelerator: what is computed, not how.
package enum Layer: Hashable, Sendable {
  case convolution(ConvolutionShape)
  case denseGEMM(MatrixShape)
  case sparseGEMM(MatrixShape, SparseGEMMOptions)
  /// Sparse A (M x K, CSR) times dense B (K x N).
  case sparseDense(MatrixShape)

  /// The operation's name as STONNE's command line and the reports spell it.
  package var operation: String {
    switch self {
    case .convolution: "CONV"
    case .denseGEMM: "DenseGEMM"
    case .sparseGEMM: "SparseGEMM"
    case .sparseDense: "SparseDense"
    }
  }

  /// Multiply-accumulates of the dense operator.
  package var macs: Int {
    switch self {
    case .convolution(let shape): shape.macs
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): shape.macs
    }
  }
}

/// How a SparseGEMM is run: which operand stays, and in which order its vectors come.
package struct SparseGEMMOptions: Hashable, Sendable {
  package enum Dataflow: String, Hashable, Sendable {
    /// Rows of the left operand (MK) stay, columns of the right one (KN) stream.
    case leftStationary = "MK_STA_KN_STR"
    /// Columns of the right operand (KN) stay, rows of the left one (MK) stream.
    case rightStationary = "MK_STR_KN_STA"
  }

  package var dataflow: Dataflow
  /// Largest-first ordering of the stationary vectors (STONNE, `-optimize=1`).
  package var optimize: Bool

  package init(dataflow: Dataflow, optimize: Bool = false) {
    self.dataflow = dataflow
    self.optimize = optimize
  }
}
