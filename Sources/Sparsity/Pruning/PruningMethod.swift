import Tensors

/// A rule that says which weights become zero.
package protocol PruningMethod: Sendable {
  /// As it is written on the command line: `magnitude`, `2:4`, `block:4x4`.
  var name: String { get }

  /// The ratio that the rule itself sets, where it leaves no choice.
  var impliedRatio: PruningRatio? { get }

  /// Clears elements of the weights of several layers; which, may depend on all of them.
  /// - Parameter workers: do parts of the work.
  func prune(_ weights: inout [PrunableWeight], to ratio: PruningRatio, workers: Workers)
}

extension PruningMethod {
  package var impliedRatio: PruningRatio? { nil }

  /// Clears elements on the calling thread alone.
  package func prune(_ weights: inout [PrunableWeight], to ratio: PruningRatio) {
    prune(&weights, to: ratio, workers: .caller)
  }
}

/// A rule that treats every layer by itself.
package protocol LayerwisePruning: PruningMethod {
  /// Clears elements of one layer's weight.
  /// - Parameter workers: do parts of the work.
  func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio, workers: Workers)
}

extension LayerwisePruning {
  package func prune(_ weights: inout [PrunableWeight], to ratio: PruningRatio, workers: Workers) {
    for index in weights.indices { prune(&weights[index], to: ratio, workers: workers) }
  }

  /// Clears elements on the calling thread alone.
  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio) {
    prune(&weight, to: ratio, workers: .caller)
  }
}
