/// An operation of STONNE's own command line: its first argument without the dash.
package enum StonneOperation: String, Sendable, CaseIterable {
  case convolution = "CONV"
  /// The same as ``denseGEMM``.
  case fullyConnected = "FC"
  case denseGEMM = "DenseGEMM"
  case sparseGEMM = "SparseGEMM"
  case sparseDense = "SparseDense"

  /// The flags that the operation takes, in the order in which they are explained.
  package var flags: [StonneFlag] {
    switch self {
    case .convolution: StonneFlag.convolution
    case .fullyConnected, .denseGEMM: StonneFlag.denseGEMM
    case .sparseGEMM: StonneFlag.sparseGEMM
    case .sparseDense: StonneFlag.sparseDense
    }
  }

  /// Whether operands are sparse, and run on a controller for such.
  package var isSparse: Bool {
    switch self {
    case .convolution, .fullyConnected, .denseGEMM: false
    case .sparseGEMM, .sparseDense: true
    }
  }
}
