import ModelRunner

/// What points share: networks that are read, bound, pruned once; searches for tiles; accuracies.
struct SharedNetworks: Sendable {
  private let bound: OnceCache<String, BoundNetwork>
  private let pruned: OnceCache<String, PreparedNetwork>
  private let shaped: OnceCache<String, ShapedNetwork>

  /// - Parameter jobs: points that run at a time.
  init(jobs: Int) {
    bound = OnceCache(capacity: jobs + 1)
    pruned = OnceCache(capacity: jobs + 1)
    shaped = OnceCache(capacity: jobs + 1)
  }

  /// What a point's network depends on, pruning aside.
  static func key(_ point: SweepPoint) -> String {
    let parts: [SweepAxis] = [.model, .inputs, .seed]
    return parts.map { point.text($0) ?? "" }.joined(separator: "\n")
  }

  /// What a point's weights depend on besides.
  static func pruningKey(_ point: SweepPoint) -> String {
    let parts: [SweepAxis] = [.sparsity, .prune, .sparsityMap]
    return parts.map { point.text($0) ?? "" }.joined(separator: "\n")
  }

  /// - Throws: the errors of the model and its inputs.
  func network(of point: SweepPoint, _ request: RunRequest) throws -> BoundNetwork {
    try bound.value(Self.key(point)) { try request.boundNetwork() }
  }

  /// - Throws: the errors of the model, its inputs, and of pruning.
  func prunedNetwork(of point: SweepPoint, _ request: RunRequest) throws -> PreparedNetwork {
    try pruned.value(Self.key(point) + "\n" + Self.pruningKey(point)) {
      try PreparedNetwork(
        network(of: point, request), pruning: request.networkPruning(), threads: request.threads)
    }
  }

  /// - Throws: the errors of the model and its shapes.
  func shapedNetwork(of point: SweepPoint, _ request: RunRequest) throws -> ShapedNetwork {
    try shaped.value(Self.key(point)) { try request.shapedNetwork() }
  }
}
