import ModelRunner

/// How much of a run's work is done, and how long the rest takes if it goes on as it went so far.
package struct TimeLeft {
  private let nodes: [Double]
  private let total: Double
  private var done = 0.0

  /// Below it a few small nodes say nothing of the large ones.
  private static let leastShare = 0.05

  package init(_ work: RunWork) {
    nodes = work.nodes
    total = work.nodes.reduce(0, +)
  }

  /// Notes that a node is finished.
  package mutating func finish(_ index: Int) {
    if nodes.indices.contains(index) { done += nodes[index] }
  }

  /// From 0 to 1.
  package var share: Double { total > 0 ? min(done / total, 1) : 0 }

  /// - Parameter elapsed: seconds since the run started.
  /// - Returns: seconds; `nil` where too little is done to tell.
  package func seconds(after elapsed: Double) -> Double? {
    guard share >= Self.leastShare, elapsed >= 1 else { return nil }
    return elapsed * (1 - share) / share
  }
}
