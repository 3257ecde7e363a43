/// A rectangle of one weight matrix.
struct WeightBlock {
  let matrix: Int
  let features: Range<Int>
  let depths: Range<Int>

  var count: Int { features.count * depths.count }

  func forEachOffset(in layout: WeightLayout, _ body: (Int) -> Void) {
    for feature in features {
      for depth in depths {
        body(layout.offset(matrix: matrix, feature: feature, depthIndex: depth))
      }
    }
  }
}
