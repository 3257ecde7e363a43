import Mapping
import Workload

/// The file that keeps the best tiles that were found and proven, by what they depend on.
struct MappingCacheDocument: Codable {
  /// Changes with the form of the file.
  static let format = "stonne mapping cache 1"

  struct Candidate: Codable {
    /// T_R, T_S, T_C, T_K, T_G, T_N, T_X', T_Y'.
    var tile: [Int]
    var cycles: Int
    var energy: Double
    var multiplications: Int
  }

  struct Search: Codable {
    var key: String
    var wanted: Int
    var proof: SearchProof
    /// Best first.
    var candidates: [Candidate]
  }

  var format: String
  var searches: [Search]

  /// By ascending key, so that equal contents give equal bytes.
  init(_ entries: [String: SearchMemory.Entry]) {
    format = Self.format
    searches = entries.sorted { $0.key < $1.key }.map { key, entry in
      Search(
        key: key, wanted: entry.wanted, proof: entry.search.proof,
        candidates: entry.search.candidates.prefix(entry.wanted).compactMap(Candidate.init))
    }
  }

  /// By key; a search is left out where a candidate is no tile, or a number one that no search comes to.
  var entries: [String: SearchMemory.Entry] {
    var entries: [String: SearchMemory.Entry] = [:]
    for search in searches {
      let candidates = search.candidates.compactMap(\.candidate)
      guard !candidates.isEmpty, candidates.count == search.candidates.count, search.proof.isProven,
        search.wanted > 0, search.proof.bound.isFinite, search.candidates.allSatisfy(\.energy.isFinite)
      else { continue }
      entries[search.key] = SearchMemory.Entry(
        TileSearch(candidates: candidates, proof: search.proof), wanted: search.wanted)
    }
    return entries
  }
}

extension MappingCacheDocument.Candidate {
  fileprivate init?(_ candidate: TileCandidate) {
    guard case .simulated(let cycles, let energy, let multiplications) = candidate.judgement else { return nil }
    let tile = candidate.tile
    self.init(
      tile: [tile.r, tile.s, tile.c, tile.k, tile.g, tile.n, tile.x, tile.y], cycles: cycles, energy: energy,
      multiplications: multiplications)
  }

  fileprivate var candidate: TileCandidate? {
    guard tile.count == 8 else { return nil }
    return TileCandidate(
      Tile(r: tile[0], s: tile[1], c: tile[2], k: tile[3], g: tile[4], n: tile[5], x: tile[6], y: tile[7]),
      .simulated(cycles: cycles, energy: energy, multiplications: multiplications))
  }
}
