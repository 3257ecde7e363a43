/// How a layer is cut to fit the array: the part that is resident at a time, in each of the eight loops
/// (Kwon et al., MAERI, ASPLOS 2018; the letters are ``ConvolutionShape``'s, channels and filters a group).
package struct Tile: Hashable, Sendable {
  package var r: Int
  package var s: Int
  package var c: Int
  package var k: Int
  package var g: Int
  package var n: Int
  package var x: Int
  package var y: Int

  package init(r: Int = 1, s: Int = 1, c: Int = 1, k: Int = 1, g: Int = 1, n: Int = 1, x: Int = 1, y: Int = 1) {
    self.r = r
    self.s = s
    self.c = c
    self.k = k
    self.g = g
    self.n = n
    self.x = x
    self.y = y
  }

  /// The tile of a matrix product: a GEMM is a convolution with R = C = 1, S = K, K = N, X' = M.
  package init(m: Int, n: Int, k: Int) { self.init(s: k, k: n, x: m) }

  /// Multipliers of one virtual neuron, without a forwarder.
  package var virtualNeuronSize: Int { r * s * c }
  /// Virtual neurons: outputs that are computed at a time.
  package var virtualNeurons: Int { k * g * n * x * y }
}
