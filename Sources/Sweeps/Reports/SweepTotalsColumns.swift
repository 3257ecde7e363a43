/// The columns of a point's totals: the one place that says what they are called.
enum SweepTotalsColumns {
  static let all: [(title: String, cell: @Sendable (PointTotals) -> String)] = [
    ("cycles", { String($0.cycles) }),
    ("macs", { String($0.macs) }),
    ("utilization", { String($0.utilization) }),
    ("accelerator_layers", { String($0.acceleratorLayers) }),
    ("cpu_nodes", { String($0.processorNodes) }),
    ("sram_reads", { String($0.sramReads) }),
    ("sram_writes", { String($0.sramWrites) }),
    ("energy_static", { String($0.staticEnergy) }),
    ("energy_dynamic", { String($0.dynamicEnergy) }),
    ("energy_total", { String($0.energy) }),
    ("area", { String($0.area) }),
  ]

  static let accuracy: [(title: String, cell: @Sendable (PointTotals) -> String)] = [
    ("accuracy", { $0.accuracy.map { String($0) } ?? "" }),
    ("top5", { $0.top5.map { String($0) } ?? "" }),
  ]
}
