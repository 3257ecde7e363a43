import CycleSimulator
import Hardware
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
  /// Energy by component; `null` for nodes on the CPU, as are the next three.
  @Nullable package var energyComponents: EnergyComponentsDocument?
  @Nullable package var phases: PhasesDocument?
  /// Cycles in which results waited for the bus line that had most of them.
  @Nullable package var busConflicts: Int?
  /// Products that the array computed, padding included, zeros that it skipped left out.
  @Nullable package var multiplications: Int?
  package var wallSeconds: Double?
  /// Simulated cycles in a second of the host.
  package var cyclesPerSecond: Double?
  /// How many times as long as on the reference executor the node took.
  package var slowdownVersusNative: Double?
  package var outputShapes: [[Int]]

  enum CodingKeys: String, CodingKey {
    case index, name, device, reason, operation, shape, runs, tile, sparsity, cycles, macs, utilization, energy,
      phases, multiplications
    case energyComponents = "energy_components"
    case busConflicts = "bus_conflicts"
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
  /// - Parameter hardware: `nil` where everything ran on the reference executor.
  package init(_ layer: LayerReport, on hardware: HardwareConfiguration?, withTimings: Bool) {
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
      utilization = cost.utilization(multipliers: hardware?.processingElements ?? 0)
      sramReads = cost.sramReads
      sramWrites = cost.sramWrites
      energy = EnergyDocument(cost.energy)
      energyComponents = EnergyComponentsDocument(cost.energy)
      phases = hardware.map { PhasesDocument(PhaseAccount(cost.statistics, on: $0.controller)) }
      busConflicts = cost.statistics.busConflicts
      multiplications = cost.multiplications
    }
  }
}
