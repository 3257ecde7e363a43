import Workload

/// The shape of a layer in the field's letters: `R S C K G N X Y strides` or `M N K`.
package enum ShapeDocument: Codable, Sendable, Equatable {
  case convolution(ConvolutionShape)
  case matrix(MatrixShape)

  package init(_ layer: Layer) {
    switch layer {
    case .convolution(let shape): self = .convolution(shape)
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): self = .matrix(shape)
    }
  }

  enum CodingKeys: String, CodingKey {
    case r = "R"
    case s = "S"
    case c = "C"
    case k = "K"
    case g = "G"
    case n = "N"
    case x = "X"
    case y = "Y"
    case strides
    case m = "M"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func extent(_ key: CodingKeys) throws -> Int { try keys.decode(Int.self, forKey: key) }
    if keys.contains(.m) {
      self = .matrix(MatrixShape(m: try extent(.m), n: try extent(.n), k: try extent(.k)))
    } else {
      self = .convolution(
        ConvolutionShape(
          r: try extent(.r), s: try extent(.s), c: try extent(.c), k: try extent(.k), g: try extent(.g),
          n: try extent(.n), x: try extent(.x), y: try extent(.y), stride: try extent(.strides)))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    for (key, extent) in extents { try keys.encode(extent, forKey: key) }
  }

  private var extents: [(CodingKeys, Int)] {
    switch self {
    case .matrix(let shape): [(.m, shape.m), (.n, shape.n), (.k, shape.k)]
    case .convolution(let shape):
      [
        (.r, shape.r), (.s, shape.s), (.c, shape.c), (.k, shape.k), (.g, shape.g), (.n, shape.n),
        (.x, shape.x), (.y, shape.y), (.strides, shape.stride),
      ]
    }
  }

  /// For tables: `3x3 64>128 56x56 /2 g32`, `M128 N768 K768`.
  package var summary: String {
    switch self {
    case .matrix(let shape): return "M\(shape.m) N\(shape.n) K\(shape.k)"
    case .convolution(let shape):
      let stride = shape.stride > 1 ? " /\(shape.stride)" : ""
      let groups = shape.g > 1 ? " g\(shape.g)" : ""
      return "\(shape.r)x\(shape.s) \(shape.c)>\(shape.k) \(shape.x)x\(shape.y)\(stride)\(groups)"
    }
  }
}
