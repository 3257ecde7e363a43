import Workload

extension Layer {
  /// Whether cycles and counters depend on which operand values are zero; those of dense operations follow
  /// from extents, tile and machine alone.
  package var timingDependsOnValues: Bool {
    switch self {
    case .convolution, .denseGEMM: false
    case .sparseGEMM, .sparseDense: true
    }
  }
}
