extension DensePlan {
  /// Weights that are read in all: each filter once a pass; group tiles count in full, as in STONNE.
  var weightReads: Int {
    folding.n * folding.g * tile.g * shape.filtersPerGroup * shape.r * shape.s * shape.channelsPerGroup
  }

  /// Inputs that are read in all: the windows of all passes, without what lies beyond the filters.
  var inputReads: Int {
    let rows = (0..<folding.r).reduce(0) { $0 + windowRows(fold: $1) }
    var columns = 0
    for fold in 0..<folding.s {
      let first = windowColumns(fold: fold, slides: false)
      let others = windowColumns(fold: fold, slides: slides)
      columns += first + (folding.y - 1) * others
    }
    return passes * tile.n * tile.g * shape.channelsPerGroup * folding.x * rows * columns
  }

  /// Partial sums that are written in all.
  var psumWrites: Int { shape.outputCount * retiredPerOutput }

  // MARK: - Windows

  /// Rows of the window that a fold of filter rows reads: no more than the tile's outputs reach with whole filters.
  func windowRows(fold: Int) -> Int {
    min(windowRows, (tile.x - 1) * shape.stride + shape.r - fold * tile.r)
  }

  /// Columns of the window that a fold of filter columns reads.
  /// - Parameter slides: only the last column, the others being handed on.
  func windowColumns(fold: Int, slides: Bool) -> Int {
    let reached = min(windowColumns, (tile.y - 1) * shape.stride + shape.s - fold * tile.s)
    return max(0, reached - (slides ? windowColumns - 1 : 0))
  }
}
