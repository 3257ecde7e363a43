extension DensePlan {
  /// Weights that are read in all: each filter once a pass; group tiles count in full, as in STONNE.
  var weightReads: Int {
    folding.n * folding.g * tile.g * shape.filtersPerGroup * shape.r * shape.s * shape.channelsPerGroup
  }

  /// Inputs that are read in all: the windows of all passes, without what lies beyond the filters.
  var inputReads: Int {
    // A window that slides reads its last column, which only a whole one has.
    let others = slides ? columnReads.wholeFolds : columnReads.all
    let columns = columnReads.all + (folding.y - 1) * others
    return passes * tile.n * tile.g * shape.channelsPerGroup * folding.x * rowReads.all * columns
  }

  /// Partial sums that are written in all.
  var psumWrites: Int { shape.outputCount * retiredPerOutput }

  // MARK: - Windows

  /// Rows of the window that a fold of filter rows reads.
  func windowRows(fold: Int) -> Int { rowReads[fold] }

  /// Columns of the window that a fold of filter columns reads.
  /// - Parameter slides: only the last column, the others being handed on.
  func windowColumns(fold: Int, slides: Bool) -> Int {
    max(0, columnReads[fold] - (slides ? windowColumns - 1 : 0))
  }

  private var rowReads: WindowReads {
    WindowReads(
      window: windowRows, reach: reach(of: tile.x, outputs: shape.outputX, filter: shape.r), folds: folding.r,
      step: tile.r)
  }

  private var columnReads: WindowReads {
    WindowReads(
      window: windowColumns, reach: reach(of: tile.y, outputs: shape.outputY, filter: shape.s), folds: folding.s,
      step: tile.s)
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

/// What the folds along one axis of the filters read of a tile's window, each beginning `step` behind the one before.
private struct WindowReads {
  let window: Int
  /// Where reading ends, from the first fold's beginning.
  let reach: Int
  let folds: Int
  let step: Int

  subscript(fold: Int) -> Int { min(window, reach - fold * step) }

  /// The folds that read all of it.
  var wholeFolds: Int { reach < window ? 0 : min(folds, (reach - window) / step + 1) }

  /// What all folds read: those behind the whole ones a step less each.
  var all: Int {
    let whole = wholeFolds
    guard whole < folds else { return folds * window }
    return whole * window + (folds - whole) * (self[whole] + self[folds - 1]) / 2
  }
}
