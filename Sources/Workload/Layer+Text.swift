extension Layer {
  /// The layer in a few words: `DenseGEMM M20 N20 K256`.
  package var text: String {
    switch self {
    case .convolution(let shape):
      "CONV R\(shape.r) S\(shape.s) C\(shape.c) K\(shape.k) G\(shape.g) N\(shape.n) X\(shape.x) Y\(shape.y) "
        + "stride \(shape.stride)"
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
      "\(operation) M\(shape.m) N\(shape.n) K\(shape.k)"
    }
  }
}
