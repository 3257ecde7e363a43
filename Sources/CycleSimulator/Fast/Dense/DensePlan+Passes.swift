extension DensePlan {
  /// How many of the next passes wait for as many more results as this pass did, the layer's last pass apart.
  ///
  /// The memory begins a pass when the filters before it are complete. From pass to pass these are as many more, unless
  /// a group's last tile of filters is smaller; after the first batch elements it waits for nothing (see
  /// ``DenseController``).
  func passesLike(_ pass: DensePass) -> Int {
    let perBatchTile = folding.g * folding.k
    if pass.n > 0 { return pass.index > perBatchTile ? passes - 1 - pass.index : 0 }
    guard pass.index > 0 else { return 0 }
    if folding.k == 1 || shape.filtersPerGroup % tile.k == 0 { return perBatchTile - 1 - pass.index }
    return pass.k > 0 ? folding.k - 1 - pass.k : 0
  }

  /// Results that a pass over the first batch elements waits for.
  func outputsAwaited(_ pass: DensePass) -> Int { filtersNeeded(pass) * retiredPerFilter }

  /// Results that each pass over the first batch elements waits for, and at last those of the whole layer.
  var milestones: [Int] {
    var pass = DensePass(folding)
    var counts: [Int] = []
    while pass.n == 0 {
      counts.append(outputsAwaited(pass))
      pass.advance()
    }
    return counts + [retired]
  }
}
