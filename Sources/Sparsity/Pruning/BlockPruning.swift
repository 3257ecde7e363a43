import Tensors

/// Whole blocks of neighbouring weights: the matrix of features by reduction depth is cut into blocks of
/// R features by C depth indices (smaller at the edges), and those of smallest mean magnitude are cleared
/// by the rank rule of ``MagnitudePruning`` (Narang et al., "Block-Sparse Recurrent Neural Networks", 2017).
package struct BlockPruning: LayerwisePruning {
  package let rows: Int
  package let columns: Int

  /// - Throws: ``SparsityError/methodParameters(method:found:expected:)`` for sizes below 1.
  package init(rows: Int, columns: Int) throws(SparsityError) {
    guard rows >= 1, columns >= 1 else {
      throw .methodParameters(
        method: "block", found: "block:\(rows)x\(columns)", expected: "needs at least 1 feature by 1 weight")
    }
    self.init(uncheckedRows: rows, columns: columns)
  }

  init(uncheckedRows rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  package var name: String { "block:\(rows)x\(columns)" }

  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio, workers: Workers) {
    let layout = weight.layout
    let blocks = Self.blocks(
      of: layout, rows: min(rows, max(layout.features, 1)), columns: min(columns, max(layout.depth, 1)))
    guard !blocks.isEmpty else { return }
    guard let rank = ratio.pivotRank(among: blocks.count) else { return MagnitudeRanking.clearAll(&weight) }
    let scores = weight.withElements { elements in
      blocks.map { block in
        var sum = 0.0
        block.forEachOffset(in: layout) { sum += Double(elements[$0].magnitude) }
        return sum / Double(block.count)
      }
    }
    let pivot = scores.sorted()[rank]
    weight.withMutableElements { elements in
      for (block, score) in zip(blocks, scores) where score < pivot {
        block.forEachOffset(in: layout) { elements[$0] = 0 }
      }
    }
  }

  private static func blocks(of layout: WeightLayout, rows: Int, columns: Int) -> [WeightBlock] {
    var blocks: [WeightBlock] = []
    for matrix in 0..<layout.matrices {
      for feature in stride(from: 0, to: layout.features, by: rows) {
        for depth in stride(from: 0, to: layout.depth, by: columns) {
          blocks.append(
            WeightBlock(
              matrix: matrix,
              features: feature..<feature + min(rows, layout.features - feature),
              depths: depth..<depth + min(columns, layout.depth - depth)))
        }
      }
    }
    return blocks
  }
}
