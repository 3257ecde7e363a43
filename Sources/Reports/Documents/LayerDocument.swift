import ModelRunner
import Workload

/// One row of a report: a node of the network and what it cost.
package struct LayerDocument: Codable, Sendable {
  /// Shares of zeros, from 0 to 1.
  package struct Sparsity: Codable, Sendable {
    @Nullable package var weights: Double?
    package var activations: Double
    /// The ratio that pruning was asked for.
    @Nullable package var asked: Double?
  }

  package var index: Int
  package var name: String
  package var opType: String
  /// `accelerator` or `cpu`.
  package var device: String
  /// Why an operator that the accelerator might take stayed on the CPU.
  @Nullable package var reason: String?
  @Nullable package var operation: String?
  @Nullable package var shape: ShapeDocument?
  package var runs: Int
  @Nullable package var tile: TileDocument?
  @Nullable package var tileSource: String?
  @Nullable package var sparsity: Sparsity?
  package var cycles: Int
  package var macs: Int
  package var utilization: Double
  package var sramReads: Int
  package var sramWrites: Int
  @Nullable package var energy: EnergyDocument?
  package var wallSeconds: Double?
  /// Simulated cycles in a second of the host.
  package var cyclesPerSecond: Double?
  /// How many times as long as on the reference executor the node took.
  package var slowdownVersusNative: Double?
  package var outputShapes: [[Int]]

  enum CodingKeys: String, CodingKey {
    case index, name, device, reason, operation, shape, runs, tile, sparsity, cycles, macs, utilization, energy
    case opType = "op_type"
    case tileSource = "tile_source"
    case sramReads = "sram_reads"
    case sramWrites = "sram_writes"
    case wallSeconds = "wall_seconds"
    case cyclesPerSecond = "cycles_per_second"
    case slowdownVersusNative = "slowdown_vs_native"
    case outputShapes = "output_shapes"
  }
}

extension LayerDocument {
  package init(_ layer: LayerReport, multipliers: Int, withTimings: Bool) {
    index = layer.index
    name = layer.name
    opType = layer.operatorType
    outputShapes = layer.outputShapes.map(\.extents)
    wallSeconds = withTimings ? layer.wallSeconds : nil
    cyclesPerSecond = withTimings ? layer.cyclesPerSecond : nil
    slowdownVersusNative = withTimings ? layer.slowdown : nil
    runs = 0
    cycles = 0
    macs = 0
    utilization = 0
    sramReads = 0
    sramWrites = 0
    switch layer.device {
    case .processor(let reason):
      device = "cpu"
      self.reason = reason
    case .accelerator(let cost):
      device = "accelerator"
      operation = cost.layer.operation
      shape = ShapeDocument(cost.layer)
      runs = cost.runs
      tile = cost.tile.map { TileDocument($0, of: cost.layer) }
      tileSource = cost.tileSource?.rawValue
      sparsity = Sparsity(
        weights: cost.sparsity.weights, activations: cost.sparsity.activations, asked: cost.sparsity.asked)
      cycles = cost.cycles
      macs = cost.macs
      utilization = cost.utilization(multipliers: multipliers)
      sramReads = cost.sramReads
      sramWrites = cost.sramWrites
      energy = EnergyDocument(cost.energy)
    }
  }
}
