extension DensePlan {
  /// Weights that are read in all: each filter once a pass; group tiles count in full, as in STONNE.
  var weightReads: Int {
    folding.n * folding.g * tile.g * shape.filtersPerGroup * shape.r * shape.s * shape.channelsPerGroup
  }

  /// Inputs that are read in all: the windows of all passes, without what lies beyond the filters.
  var inputReads: Int {
    let rows = inAllFolds(folding.r) { windowRows(fold: $0) }
    let first = inAllFolds(folding.s) { windowColumns(fold: $0, slides: false) }
    let others = inAllFolds(folding.s) { windowColumns(fold: $0, slides: slides) }
    let columns = first + (folding.y - 1) * others
    return passes * tile.n * tile.g * shape.channelsPerGroup * folding.x * rows * columns
  }

  /// Partial sums that are written in all.
  var psumWrites: Int { shape.outputCount * retiredPerOutput }

  // MARK: - Windows

  /// What is read in all folds: only the last one reaches beyond the filter.
  private func inAllFolds(_ folds: Int, _ reads: (Int) -> Int) -> Int { (folds - 1) * reads(0) + reads(folds - 1) }

  /// Rows of the window that a fold of filter rows reads.
  func windowRows(fold: Int) -> Int {
    min(windowRows, reach(of: tile.x, outputs: shape.outputX, filter: shape.r) - fold * tile.r)
  }

  /// Columns of the window that a fold of filter columns reads.
  /// - Parameter slides: only the last column, the others being handed on.
  func windowColumns(fold: Int, slides: Bool) -> Int {
    let reached = min(windowColumns, reach(of: tile.y, outputs: shape.outputY, filter: shape.s) - fold * tile.s)
    return max(0, reached - (slides ? windowColumns - 1 : 0))
  }

  /// How far along an axis the tile's outputs reach with whole filters: nothing beyond it is read.
  ///
  /// STONNE leaves the stride out of this (`spec/dense.md` 4.2). Where that costs it inputs of the layer's outputs, they
  /// are read here all the same; where it only spares inputs of positions beyond the last output, its count stands.
  private func reach(of size: Int, outputs: Int, filter: Int) -> Int {
    let strideless = size - 1 + filter
    let needed = (min(size, outputs) - 1) * shape.stride + filter
    return needed <= strideless ? strideless : (size - 1) * shape.stride + filter
  }
}
