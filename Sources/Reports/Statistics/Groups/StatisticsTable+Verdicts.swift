extension StatisticsTable.Group {
  /// How far outputs are off, and how many samples came out right.
  static let verdicts = Self(
    title: "Checks and accuracy",
    place: "`check`, `expect` and `accuracy` of `run.json`; `null` where not asked for",
    statistics: [("check", "the reference executor's"), ("expect", "the expected ones")].flatMap { key, others in
      [
        Statistic("\(key).passed", .none, "Whether every output is close enough to \(others)"),
        Statistic(
          "\(key).max_abs_error", .none, "Largest difference of an element from \(others); null: not finite"),
        Statistic(
          "\(key).max_rel_error", .none,
          "That difference by the largest element of the output; null: not finite"),
        Statistic("\(key).outputs", .none, "The same of each output, by name"),
        Statistic("\(key).outputs.passed", .none, "Whether this output is close enough"),
        Statistic("\(key).outputs.max_abs_error", .none, "Largest difference of an element of this output"),
        Statistic("\(key).outputs.max_rel_error", .none, "That difference by the largest element of this output"),
        Statistic("\(key).outputs.reason", .none, "Why this output does not compare: another shape or type"),
      ]
    } + [
      Statistic("accuracy.samples", .count, "Samples with a label"),
      Statistic("accuracy.top1", .share, "Share of samples whose label has the largest score"),
      Statistic("accuracy.top5", .share, "Share of samples whose label is among the five largest scores"),
    ])

  /// Several machines beside each other.
  static let comparison = Self(
    title: "Comparison of machines", place: "`comparison` of `run.json` where there are several machines",
    statistics: [
      Statistic("comparison.machines", .none, "Hardware files in the order of the values below"),
      Statistic("comparison.layers.index", .count, "Place of the node in the order of execution"),
      Statistic("comparison.layers.name", .none, "Name of the layer"),
      Statistic("comparison.layers.op_type", .none, "ONNX operator of the node"),
    ]
      + [("layers", "the layer"), ("totals", "the network")].flatMap { part, words in
        [
          Statistic("comparison.\(part).cycles.values", .cycles, "Cycles of \(words) on each machine"),
          Statistic("comparison.\(part).cycles.best", .none, "Machine on which \(words) takes fewest cycles"),
          Statistic("comparison.\(part).energy.values", .energy, "Energy of \(words) on each machine"),
          Statistic("comparison.\(part).energy.best", .none, "Machine on which \(words) takes least energy"),
        ]
      } + [
        Statistic("comparison.totals.cycles_of_best", .cycles, "Cycles if each layer ran where it takes fewest"),
        Statistic("comparison.totals.energy_of_best", .energy, "Energy if each layer ran where it takes least"),
      ])
}
