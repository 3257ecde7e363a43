/// The extents of a convolution in the field's letters (the MAERI and STONNE papers' notation).
package struct ConvolutionShape: Hashable, Sendable {
  /// Filter rows (R) and columns (S).
  package var r: Int
  package var s: Int
  /// Input channels (C) and filters (K), over all groups.
  package var c: Int
  package var k: Int
  /// Groups (G) and batch (N).
  package var g: Int
  package var n: Int
  /// Input rows (X) and columns (Y), padding included.
  package var x: Int
  package var y: Int
  package var stride: Int

  package init(r: Int, s: Int, c: Int, k: Int, g: Int = 1, n: Int = 1, x: Int, y: Int, stride: Int = 1) {
    self.r = r
    self.s = s
    self.c = c
    self.k = k
    self.g = g
    self.n = n
    self.x = x
    self.y = y
    self.stride = stride
  }

  package var channelsPerGroup: Int { c / g }
  package var filtersPerGroup: Int { k / g }
  /// Output rows (X') and columns (Y').
  package var outputX: Int { (x - r + stride) / stride }
  package var outputY: Int { (y - s + stride) / stride }
  package var inputCount: Int { n * x * y * c }
  package var weightCount: Int { k * r * s * channelsPerGroup }
  package var outputCount: Int { n * outputX * outputY * k }
  /// Multiply-accumulates of the dense operator.
  package var macs: Int { outputCount * r * s * channelsPerGroup }
}
