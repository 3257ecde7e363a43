import Hardware
import Workload

/// Simulates a SparseGEMM on SIGMA.
///
/// - Parameters:
///   - shape: K is 2 at least: the tree cannot keep virtual neurons of one multiplier apart.
///   - operands: A `[m][k]` and B `[k][n]`, with their zeros; absent for the timing of full operands.
///   - hardware: a legal machine with that controller.
/// - Returns: outputs as `[m][n]`.
/// - Throws: ``SimulationError/busCollision(_:adders:)``.
package func simulateSparseGEMM(
  _ shape: MatrixShape, _ options: SparseGEMMOptions, operands: LayerOperands?, on hardware: HardwareConfiguration,
  engine: SimulationEngine = .fast
) throws(SimulationError) -> LayerResult {
  let pattern =
    operands
    ?? LayerOperands(
      left: Array(repeating: 1, count: shape.m * shape.k), right: Array(repeating: 1, count: shape.k * shape.n))
  let plan = SparseGEMMPlan(shape, options, operands: pattern, on: hardware)
  if engine == .stepped {
    var machine = SteppedSparse(SparseGEMMDataflow(plan, operands: operands, on: hardware), on: hardware)
    return try machine.run()
  }
  let statistics = try FastSparseGEMM(plan, on: hardware).statistics()
  let outputs = operands.map(StationaryProduct(plan, on: hardware).outputs)
  return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: outputs ?? [])
}
