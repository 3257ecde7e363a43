import Workload

/// A tile that was chosen for a layer on a machine, and what it was chosen from.
package struct TileChoice: Hashable, Sendable {
  /// How the tile came about.
  package enum Method: String, Hashable, Sendable {
    case mrna
    case stonneMapper = "stonnemapper"
    /// The mesh's own rule: as many rows and columns as there are.
    case mesh
    /// The best of those that were simulated.
    case optimal
  }

  package var tile: Tile
  package var method: Method
  /// What the method looked at, best first.
  package var candidates: [TileCandidate]
  /// Whether the method's own choice cannot run on this machine, and a smaller tile stands in for it.
  package var isFallback: Bool
  /// Of a search; `nil` for a method that does not search.
  package var proof: SearchProof?

  package init(
    _ tile: Tile, by method: Method, of candidates: [TileCandidate], isFallback: Bool = false,
    proof: SearchProof? = nil
  ) {
    self.tile = tile
    self.method = method
    self.candidates = candidates
    self.isFallback = isFallback
    self.proof = proof
  }
}
