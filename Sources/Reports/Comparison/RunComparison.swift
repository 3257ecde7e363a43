/// Two runs side by side, layer by layer: what `stonne compare` shows.
package struct RunComparison: Codable, Sendable {
  /// A run that is compared.
  package struct Run: Codable, Sendable {
    package var path: String
    package var model: String
    /// The hardware file; `null` where everything ran on the reference executor.
    @Nullable package var hardware: String?
    package var mapper: String
    /// The ratio that weights were pruned to; `null` where they were not.
    @Nullable package var sparsity: Double?
    /// That of the energy table, where it declares one.
    package var energyUnit: String

    enum CodingKeys: String, CodingKey {
      case path, model, hardware, mapper, sparsity
      case energyUnit = "energy_unit"
    }
  }

  /// What a layer, or all of them, cost in one of the runs.
  package struct Cost: Codable, Sendable, Equatable {
    package var cycles: Int
    package var energy: Double
    package var utilization: Double
  }

  /// A node that an accelerator ran in one of the runs at least.
  package struct Layer: Codable, Sendable {
    package var name: String
    package var opType: String
    /// `null` where the run has no such layer, or ran it on the CPU.
    @Nullable package var a: Cost?
    @Nullable package var b: Cost?
    /// Whether the run has the node at all.
    package var isInA: Bool
    package var isInB: Bool

    enum CodingKeys: String, CodingKey {
      case name, a, b
      case opType = "op_type"
      case isInA = "in_a"
      case isInB = "in_b"
    }

    /// Cycles that B takes more than A; a layer that one of them lacks counts whole.
    package var movedCycles: Int { (b?.cycles ?? 0) - (a?.cycles ?? 0) }
  }

  package var a: Run
  package var b: Run
  /// In the order of A, what only B has behind it.
  package var layers: [Layer]
  package var totals: Layer
  /// Names of the layers whose cycles differ, the largest difference first.
  package var moved: [String]
  /// Names of layers that only B has, and that only A has.
  package var added: [String]
  package var removed: [String]

  /// Layers are matched by name; of equal names the first goes with the first.
  package init(_ first: RunDocument, at firstPath: String, with second: RunDocument, at secondPath: String) {
    a = Run(first, path: firstPath)
    b = Run(second, path: secondPath)
    var rest = Dictionary(grouping: second.layers.indices, by: { second.layers[$0].name })
    var layers: [Layer] = []
    for layer in first.layers {
      let match = rest[layer.name]?.isEmpty == false ? rest[layer.name]?.removeFirst() : nil
      layers.append(Layer(layer, match.map { second.layers[$0] }))
    }
    let unmatched = Set(rest.values.joined())
    layers += second.layers.indices.filter(unmatched.contains).map { Layer(nil, second.layers[$0]) }
    self.layers = layers.filter { $0.a != nil || $0.b != nil }
    totals = Layer(
      name: "Total", opType: "", a: Cost(first.totals), b: Cost(second.totals), isInA: true, isInB: true)
    moved = []
    added = self.layers.filter { !$0.isInA }.map(\.name)
    removed = self.layers.filter { !$0.isInB }.map(\.name)
    moved = movers.map(\.name)
  }

  /// The layers whose cycles differ, the largest difference first; equal ones in their order.
  var movers: [Layer] {
    layers.enumerated().filter { $0.element.movedCycles != 0 }
      .sorted { ($1.element.movedCycles.magnitude, $0.offset) < ($0.element.movedCycles.magnitude, $1.offset) }
      .map(\.element)
  }

  /// All differences of cycles, taken as positive.
  var movement: Double { layers.reduce(0) { $0 + Double($1.movedCycles.magnitude) } }
}

extension RunComparison.Run {
  init(_ run: RunDocument, path: String) {
    self.init(
      path: path, model: run.model.path, hardware: run.hardware?.path, mapper: run.mapper,
      sparsity: run.pruning?.sparsity, energyUnit: run.energyUnit)
  }
}

extension RunComparison.Cost {
  init(_ totals: TotalsDocument) {
    self.init(cycles: totals.cycles, energy: totals.energy.total, utilization: totals.utilization)
  }

  /// `nil` for a node on the CPU.
  init?(_ layer: LayerDocument) {
    guard layer.device == "accelerator" else { return nil }
    self.init(cycles: layer.cycles, energy: layer.energy?.total ?? 0, utilization: layer.utilization)
  }
}

extension RunComparison.Layer {
  /// The same node in both runs, or in one.
  fileprivate init(_ a: LayerDocument?, _ b: LayerDocument?) {
    self.init(
      name: a?.name ?? b?.name ?? "", opType: a?.opType ?? b?.opType ?? "", a: a.flatMap(RunComparison.Cost.init),
      b: b.flatMap(RunComparison.Cost.init), isInA: a != nil, isInB: b != nil)
  }
}
