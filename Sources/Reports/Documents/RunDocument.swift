/// `run.json`: one run of a network, the schema that scripts read.
///
/// Keys are stable; more may be added. What depends on the clock is left out with `--no-timings`.
package struct RunDocument: Codable, Sendable {
  package var schema: Int
  package var tool: String
  package var partial: Bool
  /// Whether no tensors were computed (`--timing-only`).
  package var timingOnly: Bool
  package var model: ModelDocument
  @Nullable package var hardware: HardwareDocument?
  package var engine: String
  package var mapper: String
  package var seed: UInt64
  /// How the weights were pruned; `null` where they were not.
  @Nullable package var pruning: PruningDocument?
  /// How it was asked for; `null` in files of earlier versions.
  @Nullable package var settings: SettingsDocument?
  package var totals: TotalsDocument
  package var layers: [LayerDocument]
  @Nullable package var check: CheckDocument?
  @Nullable package var expect: CheckDocument?
  @Nullable package var accuracy: AccuracyDocument?

  enum CodingKeys: String, CodingKey {
    case schema, tool, partial, model, hardware, engine, mapper, seed, pruning, settings, totals, layers, check,
      expect,
      accuracy
    case timingOnly = "timing_only"
  }
}

/// `run.json` of several machines.
package struct RunsDocument: Codable, Sendable {
  package var schema: Int
  package var runs: [RunDocument]
  /// Which machine runs each layer best; `null` where the run was interrupted.
  @Nullable package var comparison: MachineComparison?

  package init(_ runs: [RunDocument], comparison: MachineComparison?) {
    schema = 1
    self.runs = runs
    self.comparison = comparison
  }
}

/// The network that was run.
package struct ModelDocument: Codable, Sendable {
  /// An input or output of the network.
  package struct Value: Codable, Sendable {
    package var name: String
    package var type: String
    package var shape: [Int]
  }

  package var path: String
  package var name: String
  package var irVersion: Int64
  package var opset: [String: Int]
  package var nodes: Int
  package var inputs: [Value]
  package var outputs: [Value]

  enum CodingKeys: String, CodingKey {
    case path, name, opset, nodes, inputs, outputs
    case irVersion = "ir_version"
  }
}

/// Sums over all layers.
package struct TotalsDocument: Codable, Sendable {
  package var cycles: Int
  package var macs: Int
  package var utilization: Double
  package var acceleratorLayers: Int
  package var cpuNodes: Int
  package var sramReads: Int
  package var sramWrites: Int
  package var energy: EnergyDocument
  package var area: Double
  /// Seconds from opening the model to the last output.
  package var wallSeconds: Double?
  /// Simulated cycles in such a second.
  package var cyclesPerSecond: Double?
  /// How many times as long as on the reference executor the accelerator's nodes took together.
  package var slowdownVersusNative: Double?

  enum CodingKeys: String, CodingKey {
    case cycles, macs, utilization, energy, area
    case cyclesPerSecond = "cycles_per_second"
    case slowdownVersusNative = "slowdown_vs_native"
    case acceleratorLayers = "accelerator_layers"
    case cpuNodes = "cpu_nodes"
    case sramReads = "sram_reads"
    case sramWrites = "sram_writes"
    case wallSeconds = "wall_seconds"
  }
}

/// What pruning was asked for.
package struct PruningDocument: Codable, Sendable {
  package var method: String
  package var sparsity: Double
}

/// How many of the labelled samples came out right.
package struct AccuracyDocument: Codable, Sendable {
  package var samples: Int
  package var top1: Double
  package var top5: Double
}
