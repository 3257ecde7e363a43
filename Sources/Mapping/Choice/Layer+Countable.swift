import Workload

extension Layer {
  /// Whether every extent is positive and every product that a mapper forms can be counted.
  var isCountable: Bool {
    switch self {
    case .convolution(let shape):
      let extents = [shape.r, shape.s, shape.c, shape.k, shape.g, shape.n, shape.x, shape.y, shape.stride]
      guard extents.allSatisfy({ (1..<1 << 32).contains($0) }) else { return false }
      guard shape.c.isMultiple(of: shape.g), shape.k.isMultiple(of: shape.g) else { return false }
      guard shape.x >= shape.r, shape.y >= shape.s else { return false }
      return isBounded(shape.r, shape.s, shape.c, shape.k) && isBounded(shape.n, shape.x, shape.y, shape.c)
        && isBounded(shape.n, shape.outputX, shape.outputY, shape.k)
        && isBounded(
          shape.n, shape.outputX, shape.outputY, shape.k, shape.r, shape.s, shape.channelsPerGroup, below: 1 << 62)
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
      guard [shape.m, shape.n, shape.k].allSatisfy({ (1..<1 << 32).contains($0) }) else { return false }
      return isBounded(shape.m, shape.k) && isBounded(shape.k, shape.n) && isBounded(shape.m, shape.n)
        && isBounded(shape.m, shape.n, shape.k, below: 1 << 62)
    }
  }
}

private func isBounded(_ extents: Int..., below limit: Int = 1 << 48) -> Bool {
  var product = 1
  for extent in extents {
    let (next, overflow) = product.multipliedReportingOverflow(by: extent)
    guard !overflow, next < limit else { return false }
    product = next
  }
  return true
}
