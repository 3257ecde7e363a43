import Hardware
import Workload

/// What a mapper's tile costs in the simulator, beside the best tile that was found.
package struct TileComparison: Hashable, Sendable {
  /// A tile's figures, without values: of one run of the layer.
  package struct Cost: Hashable, Sendable {
    /// `nil` for a SparseGEMM.
    package var tile: Tile?
    package var cycles: Int
    /// In the unit of the energy table.
    package var energy: Double
    /// Those of padding among them.
    package var multiplications: Int
  }

  /// What is compared, and how far the best is looked for.
  package struct Options: Hashable, Sendable {
    package var mapper = MapperName.stonne
    package var target = TileTarget.performance
    /// Of a SparseDense layer's left operand.
    package var rows = SparseRows.sparsity(0)
    /// Whether to look for the best tile.
    package var searches = true
    /// How many of the best to find.
    package var wanted = 1
    package var limits = SearchLimits()

    package init() {}
  }

  /// `nil` for a SparseGEMM, which needs no tile.
  package let choice: TileChoice?
  /// `nil` where the simulator refuses the tile: values would collide on the way.
  package let chosen: Cost?
  /// The best tiles that were simulated, the best first, the chosen one among the candidates; none where none was
  /// looked for.
  package let best: [Cost]
  /// What the search says of all others; `nil` where none was made.
  package let proof: SearchProof?

  /// - Parameters:
  ///   - hardware: a machine that `HardwareLegality` passes.
  ///   - mappers: of that machine.
  ///   - table: the one that the mappers count energy with.
  package init(
    of layer: Layer, on hardware: HardwareConfiguration, mappers: MapperChoice, table: EnergyTable = .standard,
    options: Options
  ) throws(MappingError) {
    let (target, rows) = (options.target, options.rows)
    choice = try mappers.tile(
      for: layer, mapper: options.mapper, target: target, rows: rows, wanted: options.wanted,
      limits: options.limits)
    let run = TileRun(layer, on: hardware, table: table, rows: rows)
    chosen = run.outcome(choice?.tile).map(Cost.init)
    guard let choice else {
      best = options.searches ? [chosen].compactMap(\.self) : []
      proof = nil
      return
    }
    var search = choice.proof.map { TileSearch(candidates: choice.candidates, proof: $0) }
    if search == nil, options.searches {
      search = mappers.search(
        for: layer, target: target, known: [choice.tile], rows: rows, wanted: options.wanted,
        limits: options.limits)
    }
    best = (search?.candidates ?? []).prefix(options.wanted).compactMap(Cost.init)
    proof = search?.proof
  }

  /// The best tile's share of what the chosen one costs, in terms of the target: 1 where that is the best.
  package func shareOfBest(_ target: TileTarget) -> Double? {
    guard let chosen, let best = best.first else { return nil }
    return best.amount(target) / chosen.amount(target)
  }

  /// The share of what the best tile costs that no tile can do without, in terms of the target: 1 where it is proven
  /// to be the best.
  package func shareOfBound(_ target: TileTarget) -> Double? {
    guard let proof, let best = best.first else { return nil }
    return proof.isProven ? 1 : proof.bound / best.amount(target)
  }
}

extension TileComparison.Cost {
  fileprivate init(_ outcome: TileRun.Outcome) {
    self.init(
      tile: outcome.tile, cycles: outcome.cycles, energy: outcome.energy, multiplications: outcome.multiplications)
  }

  fileprivate init?(_ candidate: TileCandidate) {
    guard case .simulated(let cycles, let energy, let multiplications) = candidate.judgement else { return nil }
    self.init(tile: candidate.tile, cycles: cycles, energy: energy, multiplications: multiplications)
  }

  fileprivate func amount(_ target: TileTarget) -> Double { target.cost(cycles: cycles, energy: energy) }
}
