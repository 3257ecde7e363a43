import Mapping
import ModelRunner
import Workload

/// What `stonne map --format json` prints.
package struct MappingDocument: Codable, Sendable {
  /// A tile with its predicted costs, of all runs.
  package struct Cost: Codable, Sendable {
    /// `null` where the controller needs none.
    @Nullable package var tile: TileDocument?
    package var cycles: Int
    /// In the unit of the energy table.
    package var energy: Double
    /// The share of multipliers and cycles in which something is multiplied, padding included.
    package var utilization: Double
  }

  /// What the search for the best tile says of all others.
  package struct Search: Codable, Sendable {
    /// Whether no other tile is better.
    package var proven: Bool
    /// The share of what the best tile costs that no tile can do without, in terms of the target.
    package var shareOfBound: Double
    /// Tiles that fit on the array and reach no further than the layer, and those that were simulated.
    package var tiles: Int
    package var simulated: Int

    enum CodingKeys: String, CodingKey {
      case proven, tiles, simulated
      case shareOfBound = "share_of_bound"
    }
  }

  package struct Row: Codable, Sendable {
    package var index: Int
    package var name: String
    package var operation: String
    package var shape: ShapeDocument
    package var runs: Int
    @Nullable package var tileSource: String?
    /// `null` where the simulator refuses the tile.
    @Nullable package var chosen: Cost?
    /// The best tile that the simulator finds; `null` where it was not looked for.
    @Nullable package var best: Cost?
    /// The best tile's share of what the chosen one costs in terms of the target: 1 is as good as the best.
    @Nullable package var shareOfBest: Double?
    /// `null` where the best tile was not looked for.
    @Nullable package var search: Search?
    /// The next best tiles, as many as were asked for.
    package var runnersUp: [Cost]

    enum CodingKeys: String, CodingKey {
      case index, name, operation, shape, runs, chosen, best, search
      case tileSource = "tile_source"
      case shareOfBest = "share_of_best"
      case runnersUp = "runners_up"
    }
  }

  package var controller: String
  package var multipliers: Int
  package var mapper: String
  package var target: String
  package var layers: [Row]

  package init(_ plan: MappingPlan) {
    let target = plan.options.comparison.target
    let multipliers = plan.hardware.processingElements
    controller = plan.hardware.controller.rawValue
    self.multipliers = multipliers
    mapper = plan.options.comparison.mapper.rawValue
    self.target = target.rawValue
    layers = plan.rows.map { entry, comparison, source in
      func cost(_ cost: TileComparison.Cost) -> Cost { Cost(cost, of: entry, multipliers: multipliers) }
      return Row(
        index: entry.index, name: entry.name, operation: entry.layer.operation, shape: ShapeDocument(entry.layer),
        runs: entry.runs, tileSource: source?.rawValue, chosen: comparison.chosen.map(cost),
        best: comparison.best.first.map(cost), shareOfBest: comparison.shareOfBest(target),
        search: Search(comparison, target), runnersUp: comparison.best.dropFirst().map(cost))
    }
  }
}

extension MappingDocument.Cost {
  fileprivate init(_ cost: TileComparison.Cost, of entry: MappingPlan.Entry, multipliers: Int) {
    self.init(
      tile: cost.tile.map { TileDocument($0, of: entry.layer) }, cycles: cost.cycles * entry.runs,
      energy: cost.energy * Double(entry.runs),
      utilization: Double(cost.multiplications) / Double(max(cost.cycles * multipliers, 1)))
  }
}

extension MappingDocument.Search {
  fileprivate init?(_ comparison: TileComparison, _ target: TileTarget) {
    guard let proof = comparison.proof, let share = comparison.shareOfBound(target) else { return nil }
    self.init(proven: proof.isProven, shareOfBound: share, tiles: proof.tiles, simulated: proof.simulated)
  }
}
