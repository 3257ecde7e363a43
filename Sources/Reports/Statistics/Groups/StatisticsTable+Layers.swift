extension StatisticsTable.Group {
  /// A row of the table: a node of the network and what it cost.
  static let layer = Self(
    title: "Layers", place: "`layers` of `run.json`, rows of `layers.csv`",
    statistics: [
      Statistic("layers.index", .count, "Place of the node in the order of execution, from 0", column: "index"),
      Statistic(
        "layers.name", .none, "The node's name, else its first output's", column: "name", title: "Layer"),
      Statistic("layers.op_type", .none, "ONNX operator of the node", column: "op_type", title: "Operator"),
      Statistic(
        "layers.device", .none, "Where the node ran: `accelerator` (simulated) or `cpu` (reference executor)",
        column: "device"),
      Statistic(
        "layers.reason", .none, "Why an operator that the accelerator might take stayed on the CPU"),
      Statistic(
        "layers.operation", .none,
        "What the node became on the controller: CONV, DenseGEMM, SparseGEMM, SparseDense",
        column: "operation", title: "Operation"),
      Statistic(
        "layers.shape", .none,
        "Extents of the layer: RxS C>K XxY /stride gG of a convolution, M N K of a product",
        column: "shape", title: "Shape"),
      Statistic(
        "layers.runs", .count, "Simulated layers behind the node, one after the other: batch x groups x heads",
        column: "runs", title: "Runs"),
      Statistic(
        "layers.tile", .none, "How the layer is cut to fit on the array; tables show sizes above 1",
        column: "tile",
        title: "Tile"),
      Statistic(
        "layers.tile_source", .none, "Who chose the tile: `file`, `stonne`, `mrna`, `optimal` or `mesh`",
        column: "tile_source"),
      Statistic(
        "layers.sparsity.weights", .share,
        "Share of zeros in the weights; none where both operands are activations",
        column: "weight_sparsity"),
      Statistic(
        "layers.sparsity.activations", .share, "Share of zeros in the activations", column: "activation_sparsity"),
      Statistic("layers.sparsity.asked", .share, "Share of zeros that pruning was asked for"),
      Statistic(
        "layers.cycles", .cycles, "Simulated clock cycles of all runs, from the first packet to the last output",
        column: "cycles", title: "Cycles"),
      Statistic(
        "layers.macs", .multiplyAccumulates, "Useful multiply-accumulates of the dense operator, zeros included",
        column: "macs", title: "MACs"),
      Statistic(
        "layers.multiplications", .products,
        "Products that the array computed: padding included, zeros that it skips left out",
        column: "multiplications"),
      Statistic(
        "layers.utilization", .share,
        "Products that were computed, as a share of cycles x multipliers: what the array could have computed",
        column: "utilization", title: "Util."),
      Statistic(
        "layers.sram_reads", .elements, "Elements that the global buffer read: weights, inputs, partial sums",
        column: "sram_reads", title: "SRAM reads"),
      Statistic(
        "layers.sram_writes", .elements, "Elements that were written to the global buffer: outputs, partial sums",
        column: "sram_writes", title: "SRAM writes"),
      Statistic(
        "layers.bus_conflicts", .cycles,
        "Cycles in which more than one result wanted the bus line that had most such cycles; they overlap phases",
        column: "bus_conflicts"),
      Statistic(
        "layers.wall_seconds", .seconds, "Time of the host for the node, operands and outputs included",
        column: "wall_seconds", title: "Time"),
      Statistic(
        "layers.cycles_per_second", .cyclesPerSecond, "Simulated cycles by the host's time",
        column: "cycles_per_second"),
      Statistic(
        "layers.slowdown_vs_native", .times, "How many times as long as the reference executor the node took",
        column: "slowdown_vs_native", title: "x CPU"),
      Statistic(
        "layers.output_shapes", .elements, "Extents of each output of the node", column: "output_shapes"),
    ])

  /// Where the cycles of a layer went.
  static let phases = Self(
    title: "Phases", place: "`phases` of a layer; they add up to its cycles",
    statistics: [
      Statistic(
        "layers.phases.configuration", .cycles,
        "A round or tile is set up and nothing moves; 0 on MAERI, which is set up before it starts",
        column: "phase_configuration"),
      Statistic(
        "layers.phases.fill", .cycles,
        "The busiest read port sends stationary operands; 0 on the mesh, where outputs are stationary",
        column: "phase_fill"),
      Statistic(
        "layers.phases.steady", .cycles,
        "The busiest read port sends operands that stream past; on the mesh both operands do",
        column: "phase_steady"),
      Statistic(
        "layers.phases.partial_sums", .cycles,
        "The busiest read port sends partial sums that come back from the buffer", column: "phase_partial_sums"),
      Statistic(
        "layers.phases.collection", .cycles,
        "The busiest read port rests, and the busiest bus line has that many more results than the port had packets",
        column: "phase_collection"),
      Statistic(
        "layers.phases.drain", .cycles,
        "The busiest read port rests for another reason: latency, last results, results that a pass waits for",
        column: "phase_drain"),
    ])

  /// The energy of a layer.
  static let layerEnergy = Self(
    title: "Energy of a layer",
    place: "`energy` and `energy_components` of a layer; the unit is the energy table's",
    statistics: [
      Statistic(
        "layers.energy.static", .energy, "What all components take because they are there: cycles x STATIC each",
        column: "energy_static"),
      Statistic(
        "layers.energy.dynamic", .energy, "What the counted operations take: count x cost each",
        column: "energy_dynamic"),
      Statistic(
        "layers.energy.total", .energy, "Static and dynamic energy together", column: "energy_total",
        title: "Energy"),
    ]
      + [
        ("distribution", "the distribution network: wires and switches"),
        ("multipliers", "the multipliers with their links and FIFOs"),
        ("reduction", "the reduction network: adders, accumulators, wires and FIFOs"),
        ("buffer", "the global buffer: reads and writes"),
        ("bus", "the collection bus: wires and FIFOs"),
      ].flatMap { key, words in
        [
          Statistic("layers.energy_components.\(key).static", .energy, "Static energy of \(words)"),
          Statistic(
            "layers.energy_components.\(key).dynamic", .energy, "Dynamic energy of \(words)"),
          Statistic(
            "layers.energy_components.\(key)", .energy, "Static and dynamic energy of \(words)",
            column: "energy_\(key)"),
        ]
      })
}
