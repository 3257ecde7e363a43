extension Tile {
  /// The sizes of a convolution's tile in STONNE's words: `T_R=3, T_S=3, ..., T_Y'=1`.
  package var convolutionText: String {
    "T_R=\(r), T_S=\(s), T_C=\(c), T_K=\(k), T_G=\(g), T_N=\(n), T_X'=\(x), T_Y'=\(y)"
  }

  /// The sizes of a dense GEMM's tile: `T_M=1, T_N=8, T_K=2`.
  package var matrixText: String { "T_M=\(x), T_N=\(k), T_K=\(s)" }

  /// The sizes of a SparseDense tile: `T_N=4` clusters of `T_K=8` multipliers.
  package var clusterText: String { "T_N=\(k), T_K=\(s)" }

  /// The sizes that mean something for an operation.
  package func text(for layer: Layer) -> String {
    switch layer {
    case .convolution: convolutionText
    case .denseGEMM, .sparseGEMM: matrixText
    case .sparseDense: clusterText
    }
  }
}
