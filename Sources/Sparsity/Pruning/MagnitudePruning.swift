import Tensors

/// STONNE's rule, a layer at a time: with p the element of rank floor(n * ratio) in ascending order of
/// magnitude (0-based, n elements), every element smaller than p becomes zero. Ties with p stay, so that
/// fewer elements than asked for may be cleared; a ratio of 1 clears all.
package struct MagnitudePruning: LayerwisePruning {
  package init() {}

  package var name: String { "magnitude" }

  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio, workers: Workers) {
    guard weight.count > 0 else { return }
    guard let rank = ratio.pivotRank(among: weight.count) else { return MagnitudeRanking.clearAll(&weight) }
    let pivot = MagnitudeRanking.pivot(ofRank: rank, in: [weight], workers: workers)
    weight.clear(below: MagnitudeBound(pattern: pivot.pattern), zeros: pivot.zeros, workers: workers)
  }
}
