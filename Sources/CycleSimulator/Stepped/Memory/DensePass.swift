import Workload

/// A pass of the dense memory controller: the outputs of a tile of filters, in a tile of groups and of the batch.
struct DensePass {
  private let folding: Folding
  /// Passes before this one.
  private(set) var index = 0
  /// The position in the outer loops, in tiles; filters move fastest, then groups.
  private(set) var k = 0
  private(set) var g = 0
  private(set) var n = 0

  init(_ folding: Folding) { self.folding = folding }

  mutating func advance(by passes: Int = 1) {
    index &+= passes
    k = index % folding.k
    g = index / folding.k % folding.g
    n = index / folding.k / folding.g
  }
}
