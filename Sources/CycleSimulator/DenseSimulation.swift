import Hardware
import Workload

/// Simulates a dense layer on a linear array (MAERI_DENSE_WORKLOAD).
///
/// There is no fast path yet: both engines step.
///
/// - Parameters:
///   - operands: absent for timing only.
///   - hardware: a legal linear array.
///   - tile: legal for the layer on that array.
/// - Throws: ``SimulationError/busCollision(_:adders:)``, ``SimulationError/deadlock(cycle:outputs:of:)``.
func simulateDense(
  _ shape: ConvolutionShape, operands: LayerOperands?, on hardware: HardwareConfiguration, tile: Tile,
  engine: SimulationEngine
) throws(SimulationError) -> LayerResult {
  let plan = DensePlan(shape, tile: tile, on: hardware)
  switch hardware.reduceNetwork {
  case .temporal:
    let network = TemporalReduction(
      multipliers: hardware.multipliers, folds: plan.neurons.folds, lines: hardware.collectionBandwidth)
    var machine = SteppedDense(plan, operands: operands, on: hardware, reduction: network)
    return try machine.run()
  case .augmentedTree, .foldingTree:
    let topology = AdderTreeTopology(
      leaves: hardware.multipliers, hasFoldingLinks: hardware.reduceNetwork == .foldingTree)
    let configuration = AdderTreeConfiguration(
      topology, virtualNeurons: repeatElement(plan.neurons.size, count: plan.neurons.count))
    let tree = AdderTree(
      configuration, lines: hardware.collectionBandwidth,
      hasAccumulators: hardware.hasAccumulationBuffer && !topology.hasFoldingLinks, folds: plan.neurons.folds)
    var machine = SteppedDense(plan, operands: operands, on: hardware, reduction: tree)
    return try machine.run()
  }
}
