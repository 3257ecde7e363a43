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

/// Elements from which on a weight is worth the threads by itself.
private let largeWeight = 1 << 21

extension LayerwisePruning {
  /// Large weights one after the other by all threads, then the others one a thread.
  package func prune(_ weights: inout [PrunableWeight], to ratio: PruningRatio, workers: Workers) {
    let order = weights.indices.sorted { (weights[$0].count, $1) > (weights[$1].count, $0) }
    let large = order.prefix { weights[$0].count >= largeWeight }
    let others = order.dropFirst(large.count)
    weights.withUnsafeMutableBufferPointer { weights in
      for index in large { prune(&weights[index], to: ratio, workers: workers) }
      workers.perform(others.count) { task in
        prune(&weights[others[others.startIndex + task]], to: ratio, workers: .caller)
      }
    }
  }

  /// Clears elements on the calling thread alone.
  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio) {
    prune(&weight, to: ratio, workers: .caller)
  }
}
