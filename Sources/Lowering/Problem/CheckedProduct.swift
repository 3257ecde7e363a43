/// The product of sizes; `nil` where it does not fit an `Int`.
func checkedProduct(_ factors: [Int]) -> Int? {
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    product = next
  }
  return product
}

/// - Throws: ``LoweringObstacle`` where a matrix or image has 2^48 elements or more: the bound that tensors
///   have as well, so that later sums and byte counts cannot overflow.
func checkCount(_ name: String, _ extents: [Int]) throws(LoweringObstacle) {
  guard let count = checkedProduct(extents), count < 1 << 48 else {
    throw LoweringObstacle("\(name) has 2^48 elements or more")
  }
}
