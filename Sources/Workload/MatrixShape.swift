/// The extents of a matrix product: (M x K) by (K x N).
package struct MatrixShape: Hashable, Sendable {
  package var m: Int
  package var n: Int
  package var k: Int

  package init(m: Int, n: Int, k: Int) {
    self.m = m
    self.n = n
    self.k = k
  }

  /// Multiply-accumulates of the dense product.
  package var macs: Int { m * n * k }
}
