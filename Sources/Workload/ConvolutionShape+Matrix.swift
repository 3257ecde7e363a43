extension ConvolutionShape {
  /// A matrix product as a convolution, as STONNE's dense controllers see it: one filter row of K elements, N filters,
  /// and the rows of A as input rows, so that S = Y = K, K = N and X = X' = M.
  package init(matrix: MatrixShape) {
    self.init(r: 1, s: matrix.k, c: 1, k: matrix.n, x: matrix.m, y: matrix.k)
  }
}

extension Layer {
  /// The layer as a dense convolution, or nil where a sparse controller runs it.
  package var denseConvolution: ConvolutionShape? {
    switch self {
    case .convolution(let shape): shape
    case .denseGEMM(let shape): ConvolutionShape(matrix: shape)
    case .sparseGEMM, .sparseDense: nil
    }
  }
}
