import Workload

/// What a search for the best tile found.
package struct TileSearch: Hashable, Sendable {
  /// The tiles that were simulated, best first; on equal terms the first in the order of the search.
  package var candidates: [TileCandidate]
  package var proof: SearchProof

  package init(candidates: [TileCandidate], proof: SearchProof) {
    self.candidates = candidates
    self.proof = proof
  }
}

/// How much a search says about the tiles that it did not simulate.
package struct SearchProof: Hashable, Sendable, Codable {
  /// What no tile costs less than, in terms of the target: the best one's cost where that is proven.
  package var bound: Double
  /// Whether no tile of the space is better than the best candidate.
  package var isProven: Bool
  /// Tiles in the space, illegal ones among them; and those of them that were simulated.
  package var tiles: Int
  package var simulated: Int
}
