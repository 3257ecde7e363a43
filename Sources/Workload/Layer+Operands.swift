/// Elements of the operands and the output: sizes of what `LayerOperands` and `LayerResult` hold.
extension Layer {
  /// Input of a convolution, left matrix (M x K) of a product.
  package var leftCount: Int {
    switch self {
    case .convolution(let shape): shape.inputCount
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): shape.m * shape.k
    }
  }

  /// Filters of a convolution, right matrix (K x N) of a product.
  package var rightCount: Int {
    switch self {
    case .convolution(let shape): shape.weightCount
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): shape.k * shape.n
    }
  }

  package var outputCount: Int {
    switch self {
    case .convolution(let shape): shape.outputCount
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): shape.m * shape.n
    }
  }
}
