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
    /// In the unit of the shipped table.
    package var energy: Double
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

    enum CodingKeys: String, CodingKey {
      case index, name, operation, shape, runs, chosen, best
      case tileSource = "tile_source"
      case shareOfBest = "share_of_best"
    }
  }

  package var controller: String
  package var multipliers: Int
  package var mapper: String
  package var target: String
  package var layers: [Row]

  package init(_ plan: MappingPlan) {
    controller = plan.hardware.controller.rawValue
    multipliers = plan.hardware.processingElements
    mapper = plan.options.mapper.rawValue
    target = plan.options.target.rawValue
    layers = plan.rows.map { entry, comparison, source in
      Row(
        index: entry.index, name: entry.name, operation: entry.layer.operation, shape: ShapeDocument(entry.layer),
        runs: entry.runs, tileSource: source?.rawValue,
        chosen: comparison.chosen.map { Cost($0, of: entry) }, best: comparison.best.map { Cost($0, of: entry) },
        shareOfBest: comparison.shareOfBest(plan.options.target))
    }
  }
}

extension MappingDocument.Cost {
  fileprivate init(_ cost: TileComparison.Cost, of entry: MappingPlan.Entry) {
    self.init(
      tile: cost.tile.map { TileDocument($0, of: entry.layer) }, cycles: cost.cycles * entry.runs,
      energy: cost.energy * Double(entry.runs))
  }
}
