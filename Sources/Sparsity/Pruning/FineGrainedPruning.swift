import Tensors

/// N:M structured sparsity: of every M consecutive weights along a feature's reduction, the N of largest
/// magnitude stay (Mishra et al., "Accelerating Sparse Deep Neural Networks", 2021; 2:4 is what NVIDIA's
/// sparse tensor cores take). Among equals the earlier stay; a shorter last group keeps up to N.
package struct FineGrainedPruning: LayerwisePruning {
  package let kept: Int
  package let group: Int

  /// - Throws: ``SparsityError/methodParameters(method:found:expected:)`` unless 1 <= kept <= group <= 1024.
  package init(keeping kept: Int, of group: Int) throws(SparsityError) {
    guard kept >= 1, group >= kept, group <= 1024 else {
      throw .methodParameters(
        method: "n:m", found: "\(kept):\(group)", expected: "keeps n of m weights, with 1 <= n <= m <= 1024")
    }
    self.kept = kept
    self.group = group
  }

  package var name: String { "\(kept):\(group)" }

  package var impliedRatio: PruningRatio? {
    PruningRatio(unchecked: 1 - Double(kept) / Double(group))
  }

  /// The pattern sets the share of zeros; `ratio` only says whether to prune at all (above 0).
  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio, workers: Workers) {
    guard ratio.value > 0 else { return }
    let layout = weight.layout
    weight.withMutableElements { elements in
      var candidates: [Int] = []
      candidates.reserveCapacity(group)
      for matrix in 0..<layout.matrices {
        for feature in 0..<layout.features {
          for start in stride(from: 0, to: layout.depth, by: group) {
            candidates.removeAll(keepingCapacity: true)
            for depth in start..<min(start + group, layout.depth) {
              candidates.append(layout.offset(matrix: matrix, feature: feature, depthIndex: depth))
            }
            clearSmallest(of: &candidates, in: elements)
          }
        }
      }
    }
  }

  private func clearSmallest(of candidates: inout [Int], in elements: UnsafeMutableBufferPointer<Float>) {
    guard candidates.count > kept else { return }
    candidates.sort { (elements[$0].magnitude, $1) > (elements[$1].magnitude, $0) }
    for offset in candidates[kept...] { elements[offset] = 0 }
  }
}
