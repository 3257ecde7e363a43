import Workload

extension Layer {
  /// The layer in a few words: `DenseGEMM M20 N20 K256`.
  var summary: String {
    switch self {
    case .convolution(let shape):
      "CONV R\(shape.r) S\(shape.s) C\(shape.c) K\(shape.k) N\(shape.n) X\(shape.x) Y\(shape.y)"
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
      "\(operation) M\(shape.m) N\(shape.n) K\(shape.k)"
    }
  }
}

extension Tile {
  /// The sizes that mean something for the layer; of a convolution those that are not 1.
  func summary(for layer: Layer) -> String {
    guard case .convolution = layer else { return text(for: layer) }
    return text(for: layer).split(separator: ", ").filter { !$0.hasSuffix("=1") }.joined(separator: ", ")
  }
}
