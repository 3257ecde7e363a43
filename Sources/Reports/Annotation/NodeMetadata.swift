import OnnxFormat

/// What a node's or a model's metadata says of a run, under keys that begin with `stonne.`.
struct NodeMetadata {
  /// What all keys begin with.
  static let prefix = "stonne."

  private let keyPrefix: String

  /// - Parameter machine: the machine's name, where there are several.
  init(machine: String?) { keyPrefix = Self.prefix + (machine.map { $0 + "." } ?? "") }

  /// The row of `run.json`, each value as text.
  func of(_ layer: LayerDocument) -> ModelAnnotation.Metadata {
    guard layer.device == "accelerator" else {
      return keyed([("device", "cpu"), ("reason", layer.reason)])
    }
    let phases = layer.phases?.parts.filter { $0.cycles > 0 }.map { "\($0.key) \($0.cycles)" }
    return keyed([
      ("device", layer.device), ("cycles", String(layer.cycles)), ("macs", String(layer.macs)),
      ("utilization", String(layer.utilization)), ("energy", layer.energy.map { String($0.total) }),
      ("sram_reads", String(layer.sramReads)), ("sram_writes", String(layer.sramWrites)),
      ("operation", layer.operation), ("shape", layer.shape?.summary), ("runs", String(layer.runs)),
      ("tile", layer.tile?.summary), ("tile_source", layer.tileSource),
      ("weight_sparsity", layer.sparsity?.weights.map { String($0) }), ("phases", phases?.joined(separator: ", ")),
    ])
  }

  /// The machine and the totals.
  func of(_ run: RunDocument) -> ModelAnnotation.Metadata {
    let totals = run.totals
    return keyed([
      ("hardware", run.hardware?.path), ("controller", run.hardware?.controller),
      ("multipliers", run.hardware.map { String($0.multipliers) }),
      ("dn_bw", run.hardware.map { String($0.dnBandwidth) }),
      ("rn_bw", run.hardware.map { String($0.rnBandwidth) }), ("mapper", run.mapper),
      ("cycles", String(totals.cycles)), ("macs", String(totals.macs)),
      ("utilization", String(totals.utilization)),
      ("energy", String(totals.energy.total)), ("sram_reads", String(totals.sramReads)),
      ("sram_writes", String(totals.sramWrites)), ("accelerator_layers", String(totals.acceleratorLayers)),
      ("cpu_nodes", String(totals.cpuNodes)), ("sparsity", run.pruning.map { String($0.sparsity) }),
    ])
  }

  private func keyed(_ values: [(String, String?)]) -> ModelAnnotation.Metadata {
    values.compactMap { key, value in value.map { (keyPrefix + key, $0) } }
  }
}
