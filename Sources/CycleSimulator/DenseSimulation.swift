import Hardware
import Workload

/// Simulates a dense layer on a linear array (MAERI_DENSE_WORKLOAD).
///
/// - Parameters:
///   - operands: absent for timing only.
///   - hardware: a legal linear array.
///   - tile: legal for the layer on that array.
///   - statistics: of an earlier run of the same layer; the fast engine then computes outputs only.
///   - isStopped: see ``simulate(_:operands:on:tile:engine:priced:isStopped:)``.
/// - Throws: ``SimulationError/busCollision(_:adders:)``, ``SimulationError/deadlock(cycle:outputs:of:)``.
func simulateDense(
  _ layer: Layer, _ shape: ConvolutionShape, operands: LayerOperands?, on hardware: HardwareConfiguration,
  tile: Tile, engine: SimulationEngine, priced statistics: FabricStatistics? = nil,
  isStopped: () -> Bool = { false }
) throws(SimulationError) -> LayerResult {
  let plan = DensePlan(shape, tile: tile, on: hardware)
  let result =
    switch hardware.reduceNetwork {
    case .temporal:
      try run(plan, operands, on: hardware, engine, statistics, isStopped, TemporalReduction(plan, on: hardware))
    case .augmentedTree, .foldingTree:
      try run(plan, operands, on: hardware, engine, statistics, isStopped, AdderTree(plan, on: hardware))
    }
  guard engine == .fast, let operands else { return result }
  var whole = result
  whole.outputs = DenseProduct(layer, tile: tile, on: hardware)?.outputs(operands) ?? []
  return whole
}

private func run<Reduction: ReductionNetwork & ~Copyable>(
  _ plan: DensePlan, _ operands: LayerOperands?, on hardware: HardwareConfiguration, _ engine: SimulationEngine,
  _ priced: FabricStatistics?, _ isStopped: () -> Bool, _ reduction: consuming Reduction
) throws(SimulationError) -> LayerResult {
  switch engine {
  case .stepped:
    var machine = SteppedDense(plan, operands: operands, on: hardware, reduction: reduction)
    return try machine.run(isStopped)
  case .fast:
    let statistics: FabricStatistics
    if let priced {
      statistics = priced
    } else {
      statistics = try price(plan, on: hardware, reduction)
    }
    return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: [])
  }
}

private func price<Reduction: ReductionNetwork & ~Copyable>(
  _ plan: DensePlan, on hardware: HardwareConfiguration, _ reduction: consuming Reduction
) throws(SimulationError) -> FabricStatistics {
  if var streamed = StreamedDense(plan, on: hardware) { return streamed.run() }
  var machine = FastDense(
    plan, machine: SteppedDense(plan, operands: nil, on: hardware, reduction: reduction))
  return try machine.run()
}

extension TemporalReduction {
  fileprivate init(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    self.init(
      multipliers: hardware.multipliers, folds: plan.neurons.folds, lines: hardware.collectionBandwidth)
  }
}

extension AdderTree {
  fileprivate init(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    self.init(
      plan.treeConfiguration(on: hardware), lines: hardware.collectionBandwidth,
      hasAccumulators: hardware.hasAccumulationBuffer && hardware.reduceNetwork == .augmentedTree,
      folds: plan.neurons.folds)
  }
}
