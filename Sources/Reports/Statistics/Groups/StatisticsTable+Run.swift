extension StatisticsTable.Group {
  /// Sums over the layers.
  static let totals = Self(
    title: "Totals", place: "`totals` of `run.json`",
    statistics: [
      Statistic("totals.cycles", .cycles, "Cycles of all layers, which run one after the other"),
      Statistic("totals.macs", .multiplyAccumulates, "Useful multiply-accumulates of all layers"),
      Statistic(
        "totals.utilization", .share, "Products of all layers as a share of all cycles x multipliers"),
      Statistic("totals.accelerator_layers", .count, "Nodes that ran on the accelerator"),
      Statistic("totals.cpu_nodes", .count, "Nodes that ran on the CPU reference executor"),
      Statistic("totals.sram_reads", .elements, "Elements that the global buffer read"),
      Statistic("totals.sram_writes", .elements, "Elements that were written to the global buffer"),
      Statistic("totals.energy.static", .energy, "Static energy of all layers"),
      Statistic("totals.energy.dynamic", .energy, "Dynamic energy of all layers"),
      Statistic("totals.energy.total", .energy, "Static and dynamic energy of all layers"),
      Statistic("totals.area", .area, "Area of all components of the machine; 0 where nothing ran on it"),
      Statistic(
        "totals.wall_seconds", .seconds, "Time of the host from opening the model to the last output"),
      Statistic("totals.cycles_per_second", .cyclesPerSecond, "Simulated cycles by the host's time"),
      Statistic(
        "totals.slowdown_vs_native", .times,
        "How many times as long as on the reference executor the accelerator's nodes took together"),
    ])

  /// What was run, and how.
  static let run = Self(
    title: "Run", place: "`run.json`",
    statistics: [
      Statistic("schema", .count, "Version of the file's form"),
      Statistic("tool", .none, "Program that wrote the file"),
      Statistic("partial", .none, "Whether the run was interrupted: layers are missing"),
      Statistic("timing_only", .none, "Whether no tensors were computed (--timing-only)"),
      Statistic("engine", .none, "Simulation engine: `fast` or `stepped`; both give the same numbers"),
      Statistic("mapper", .none, "Who chooses a tile where no file has one"),
      Statistic("seed", .count, "Seed of random inputs and bitmaps"),
      Statistic("pruning.method", .none, "How weights were pruned"),
      Statistic("pruning.sparsity", .share, "Share of zeros that was asked for"),
      Statistic("runs", .none, "One run a machine, where there are several machines"),
    ])

  /// What the run was asked for, so that `stonne explain` can make it again.
  static let settings = Self(
    title: "Settings", place: "`settings` of `run.json`",
    statistics: [
      Statistic("settings.inputs", .none, "Files or folders of inputs (--inputs)"),
      Statistic("settings.named_inputs", .none, "File of each input given by itself (--input)"),
      Statistic("settings.bindings", .elements, "Extent of each symbolic dimension given (--bind)"),
      Statistic("settings.tiles", .none, "Tile file, or folder of them (--tiles)"),
      Statistic("settings.target", .none, "What a tile is to make small (--target)"),
      Statistic("settings.candidates", .count, "Tiles that a search simulates at most (--candidates)"),
      Statistic("settings.budget", .seconds, "Time that a search may take (--budget)"),
      Statistic(
        "settings.optimize", .none, "Whether SIGMA takes the stationary vectors largest first (--optimize)"),
      Statistic("settings.energy_table", .none, "File of the energy table (--energy-table)"),
      Statistic("settings.sparsity", .share, "Share of zeros to prune to (--sparsity)"),
      Statistic("settings.sparsity_map", .none, "File of shares by layer (--sparsity-map)"),
      Statistic("settings.prune", .none, "Pruning method asked for (--prune)"),
    ])

  /// The network.
  static let model = Self(
    title: "Model", place: "`model` of `run.json`",
    statistics: [
      Statistic("model.path", .none, "File of the model"),
      Statistic("model.name", .none, "Name of the graph"),
      Statistic("model.ir_version", .count, "Version of ONNX's file format"),
      Statistic("model.opset", .count, "Version of each operator set, by domain"),
      Statistic("model.nodes", .count, "Nodes of the graph in the file"),
      Statistic("model.inputs.name", .none, "Name of an input"),
      Statistic("model.inputs.type", .none, "Element type of an input"),
      Statistic("model.inputs.shape", .elements, "Extents of an input, symbolic ones bound"),
      Statistic("model.outputs.name", .none, "Name of an output"),
      Statistic("model.outputs.type", .none, "Element type of an output"),
      Statistic("model.outputs.shape", .elements, "Extents of an output"),
    ])

  /// The machine with every default resolved.
  static let hardware = Self(
    title: "Hardware", place: "`hardware` of `run.json`; `null` without --hw",
    statistics: [
      Statistic("hardware.path", .none, "Hardware file", column: "hardware"),
      Statistic("hardware.controller", .none, "Memory controller, which decides the dataflow"),
      Statistic("hardware.multiplier_network", .none, "LINEAR array or output-stationary mesh (OS_MESH)"),
      Statistic(
        "hardware.reduce_network", .none,
        "Augmented reduction tree (ASNETWORK), folding tree (FENETWORK) or accumulators (TEMPORALRN)"),
      Statistic("hardware.multipliers", .count, "Multipliers of the array, or rows x columns of a mesh"),
      Statistic("hardware.ms_size", .count, "Multipliers of a linear array; on a mesh it sizes the bus only"),
      Statistic("hardware.ms_rows", .count, "Rows of a mesh; 0 on a linear array"),
      Statistic("hardware.ms_cols", .count, "Columns of a mesh; 0 on a linear array"),
      Statistic(
        "hardware.dn_bw", .elementsPerCycle, "Read ports: what the distribution network takes from the buffer"),
      Statistic("hardware.rn_bw", .elementsPerCycle, "Bus lines: results that the buffer takes"),
      Statistic(
        "hardware.accumulation_buffer_enabled", .none,
        "Above 0 there is a buffer that adds partial sums up at the exits of the reduction tree"),
      Statistic(
        "hardware.without_effect", .none,
        "Latencies, port widths and capacities that STONNE reads and prints; they change no number"),
      Statistic("hardware.energy_table", .none, "File of the energy table; none: STONNE's"),
      Statistic("hardware.energy_unit", .none, "Unit of energy that the table declares; STONNE's declares none"),
      Statistic("hardware.area_unit", .none, "Unit of area that the table declares; STONNE's declares none"),
    ])
}
