extension StatisticsTable.Group {
  /// What STONNE's statistics file repeats of its input.
  static let printedConfiguration = Self(
    title: "Configuration in STONNE's statistics file", place: "`layers/*.txt` (--detail full)",
    statistics: [
      Statistic("hardwareConfiguration", .none, "The machine, under the names of the hardware file"),
      Statistic(
        "LayerConfiguration", .none, "The layer's type and extents: R S C K G N X Y and the output's X_ Y_"),
      Statistic(
        "TileConfiguration", .none, "The tile, the size and number of its virtual neurons, and whether it folds"),
      Statistic(
        "MSNetworkConfiguration", .none, "The virtual neuron of each multiplier, as configured last"),
      Statistic("ASNetworkConfiguration", .none, "Mode, links and exits of each adder, as configured last"),
      Statistic("GlobalStats.N_cycles", .cycles, "Cycles of the layer"),
    ])
}
