import Tensors

/// The rule of ``MagnitudePruning`` over the weights of all layers together, so that one threshold serves
/// the network and layers of small weights lose more of them (Han et al., "Learning both Weights and
/// Connections", 2015, compares the two).
package struct GlobalMagnitudePruning: PruningMethod {
  package init() {}

  package var name: String { "global" }

  package func prune(_ weights: inout [PrunableWeight], to ratio: PruningRatio, workers: Workers) {
    let count = weights.reduce(0) { $0 + $1.count }
    guard count > 0 else { return }
    let bound = ratio.pivotRank(among: count).map {
      MagnitudeBound(pattern: MagnitudeRanking.pivot(ofRank: $0, in: weights, workers: workers).pattern)
    }
    for index in weights.indices {
      if let bound {
        weights[index].clear(below: bound, zeros: nil, workers: workers)
      } else {
        MagnitudeRanking.clearAll(&weights[index])
      }
    }
  }
}
