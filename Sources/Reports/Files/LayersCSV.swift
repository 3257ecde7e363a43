/// `layers.csv`: the rows of `run.json`, one a layer (RFC 4180).
package struct LayersCSV {
  private static let columns: [(title: String, cell: @Sendable (LayerDocument) -> String)] = [
    ("index", { String($0.index) }),
    ("name", { $0.name }),
    ("op_type", { $0.opType }),
    ("device", { $0.device }),
    ("operation", { $0.operation ?? "" }),
    ("shape", { $0.shape?.summary ?? "" }),
    ("runs", { String($0.runs) }),
    ("tile", { $0.tile?.summary ?? "" }),
    ("tile_source", { $0.tileSource ?? "" }),
    ("weight_sparsity", { $0.sparsity?.weights.map { String($0) } ?? "" }),
    ("activation_sparsity", { $0.sparsity.map { String($0.activations) } ?? "" }),
    ("cycles", { String($0.cycles) }),
    ("macs", { String($0.macs) }),
    ("utilization", { String($0.utilization) }),
    ("sram_reads", { String($0.sramReads) }),
    ("sram_writes", { String($0.sramWrites) }),
    ("energy_static", { $0.energy.map { String($0.staticEnergy) } ?? "" }),
    ("energy_dynamic", { $0.energy.map { String($0.dynamicEnergy) } ?? "" }),
    ("energy_total", { $0.energy.map { String($0.total) } ?? "" }),
    ("multiplications", { text($0.multiplications) }),
    ("bus_conflicts", { text($0.busConflicts) }),
    ("phase_configuration", { text($0.phases?.configuration) }),
    ("phase_fill", { text($0.phases?.fill) }),
    ("phase_steady", { text($0.phases?.steady) }),
    ("phase_partial_sums", { text($0.phases?.partialSums) }),
    ("phase_collection", { text($0.phases?.collection) }),
    ("phase_drain", { text($0.phases?.drain) }),
    ("energy_distribution", { text($0.energyComponents?.distribution.total) }),
    ("energy_multipliers", { text($0.energyComponents?.multipliers.total) }),
    ("energy_reduction", { text($0.energyComponents?.reduction.total) }),
    ("energy_buffer", { text($0.energyComponents?.buffer.total) }),
    ("energy_bus", { text($0.energyComponents?.bus.total) }),
    (
      "output_shapes",
      { $0.outputShapes.map { $0.map(String.init).joined(separator: "x") }.joined(separator: " ") }
    ),
  ]

  /// Columns that depend on the clock.
  private static let timings: [(title: String, cell: @Sendable (LayerDocument) -> String)] = [
    ("wall_seconds", { $0.wallSeconds.map { String($0) } ?? "" }),
    ("cycles_per_second", { $0.cyclesPerSecond.map { String($0) } ?? "" }),
    ("slowdown_vs_native", { $0.slowdownVersusNative.map { String($0) } ?? "" }),
  ]

  private static func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }

  private let runs: [RunDocument]
  private let withTimings: Bool

  /// - Parameters:
  ///   - runs: one a machine; with several, a first column says which.
  ///   - withTimings: whether there are columns that depend on the clock.
  package init(_ runs: [RunDocument], withTimings: Bool) {
    self.runs = runs
    self.withTimings = withTimings
  }

  package var text: String {
    let columns = Self.columns + (withTimings ? Self.timings : [])
    let titles = columns.map(\.title)
    var text = ((runs.count > 1 ? ["hardware"] : []) + titles).joined(separator: ",") + "\n"
    for run in runs {
      let machine = runs.count > 1 ? [run.hardware?.path ?? ""] : []
      for layer in run.layers {
        let cells = machine + columns.map { $0.cell(layer) }
        text += cells.map(CSVField.escaped).joined(separator: ",") + "\n"
      }
    }
    return text
  }
}
