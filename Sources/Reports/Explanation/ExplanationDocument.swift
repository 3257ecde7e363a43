import ModelRunner

/// What bounds a layer, and what would change it: what `stonne explain` shows.
package struct ExplanationDocument: Codable, Sendable {
  /// A limit and what is owed to it.
  package struct Part: Codable, Sendable, Equatable {
    package var limit: String
    package var cycles: Int
    /// Of the layer's cycles, 0 to 1.
    package var share: Double
    /// What the limit is, in one sentence.
    package var meaning: String
  }

  /// The layer with something changed.
  package struct Alternative: Codable, Sendable {
    package var change: String
    /// `null` where it cannot be run so; `reason` says why.
    @Nullable package var cycles: Int?
    @Nullable package var energy: Double?
    @Nullable package var utilization: Double?
    @Nullable package var tile: TileDocument?
    @Nullable package var reason: String?
  }

  package var run: String
  package var hardware: HardwareDocument
  package var layer: LayerDocument
  /// The limit with most cycles.
  package var bound: String
  /// Their cycles add up to the layer's.
  package var parts: [Part]
  package var alternatives: [Alternative]

  init(
    _ layer: LayerDocument, of run: RunDocument, on hardware: HardwareDocument, at path: String, stack: CycleStack,
    alternatives: [LayerAlternative]
  ) {
    self.run = path
    self.hardware = hardware
    self.layer = layer
    bound = stack.bound.rawValue
    let cycles = Double(max(layer.cycles, 1))
    parts = stack.parts.map { limit, count in
      Part(
        limit: limit.rawValue, cycles: count, share: Double(count) / cycles,
        meaning: Self.meaning(of: limit, on: hardware))
    }
    self.alternatives = alternatives.map(Alternative.init)
  }

  private static func meaning(of limit: CycleStack.Limit, on hardware: HardwareDocument) -> String {
    switch limit {
    case .distribution: "\(hardware.dnBandwidth) elements a cycle reach the array (dn_bw)"
    case .bus: "\(hardware.rnBandwidth) results a cycle leave it (rn_bw)"
    case .reduction: reduction(on: hardware)
    case .fillAndDrain: "operands or results are under way, and nothing multiplies"
    case .unfilledFolds: "the busiest multiplier works, others have nothing to do"
    case .multipliers: "all \(hardware.multipliers) multipliers work"
    }
  }

  private static func reduction(on hardware: HardwareDocument) -> String {
    if hardware.accumulationBuffer > 0 { return "partial sums stay in the accumulation buffer" }
    return switch hardware.controller {
    case "MAERI_DENSE_WORKLOAD": "partial sums go back through the memory: there is no accumulation buffer"
    case "TPU_OS_DENSE": "partial sums stay where they are added up"
    default: "partial sums that go through the memory count above: the controller knows no buffer"
    }
  }
}

extension ExplanationDocument.Alternative {
  init(_ alternative: LayerAlternative) {
    self.init(change: alternative.change)
    switch alternative.outcome {
    case .success(let cost):
      cycles = cost.cycles
      energy = cost.energy.totals.staticEnergy + cost.energy.totals.dynamicEnergy
      utilization = cost.utilization(multipliers: alternative.multipliers)
      tile = cost.tile.map { TileDocument($0, of: cost.layer) }
    case .failure(let error): reason = error.reason
    }
  }

  private init(change: String) {
    self.change = change
    (cycles, energy, utilization, tile, reason) = (nil, nil, nil, nil, nil)
  }
}
