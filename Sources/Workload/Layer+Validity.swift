extension ConvolutionShape {
  /// Why these extents make no convolution; nil if they do.
  package var fault: String? {
    let extents = [
      ("R", r), ("S", s), ("C", c), ("K", k), ("G", g), ("N", n), ("X", x), ("Y", y), ("strides", stride),
    ]
    if let (name, value) = extents.first(where: { $0.1 < 1 }) {
      return "\(name) = \(value), and has to be 1 or more"
    }
    if c % g != 0 { return "C = \(c) is not divisible by G = \(g)" }
    if k % g != 0 { return "K = \(k) is not divisible by G = \(g)" }
    if x < r { return "the input has X = \(x) rows, and the filter R = \(r)" }
    if y < s { return "the input has Y = \(y) columns, and the filter S = \(s)" }
    // The largest product that is formed anywhere: the multiply-accumulates, counted over whole tiles.
    return isTooLarge([n, x, y, k, r, s, c]) ? "it has more multiply-accumulates than can be counted" : nil
  }
}

extension MatrixShape {
  /// Why these extents make no matrix product; nil if they do.
  package var fault: String? {
    if let (name, value) = [("M", m), ("N", n), ("K", k)].first(where: { $0.1 < 1 }) {
      return "\(name) = \(value), and has to be 1 or more"
    }
    return isTooLarge([m, n, k]) ? "it has more multiply-accumulates than can be counted" : nil
  }
}

extension Layer {
  /// Why the extents make no layer; nil if they do.
  package var fault: String? {
    switch self {
    case .convolution(let shape): shape.fault
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape): shape.fault
    }
  }
}

/// Whether a product leaves too little room above itself for counters and whole tiles.
private func isTooLarge(_ factors: [Int]) -> Bool {
  var product = 1 << 16
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    if overflow { return true }
    product = next
  }
  return false
}
