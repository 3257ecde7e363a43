/// How often a tile has to be moved in each loop to cover a layer. A tile need not divide it.
package struct Folding: Hashable, Sendable {
  package let r: Int
  package let s: Int
  package let c: Int
  package let k: Int
  package let g: Int
  package let n: Int
  package let x: Int
  package let y: Int

  /// - Precondition: extents and tile are positive.
  package init(of shape: ConvolutionShape, by tile: Tile) {
    func steps(_ extent: Int, _ part: Int) -> Int { (extent - 1) / part + 1 }
    r = steps(shape.r, tile.r)
    s = steps(shape.s, tile.s)
    c = steps(shape.channelsPerGroup, tile.c)
    k = steps(shape.filtersPerGroup, tile.k)
    g = steps(shape.g, tile.g)
    n = steps(shape.n, tile.n)
    x = steps(shape.outputX, tile.x)
    y = steps(shape.outputY, tile.y)
  }

  /// Folds of a virtual neuron: partial sums that make one output.
  package var folds: Int { r * s * c }
}
