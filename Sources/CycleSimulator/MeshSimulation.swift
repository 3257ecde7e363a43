import Hardware
import Workload

/// Simulates a matrix product on the output-stationary mesh (TPU_OS_DENSE).
///
/// - Parameters:
///   - operands: absent for timing only.
///   - hardware: a legal mesh.
///   - tile: T_M in `x` and T_N in `k`, legal on that mesh; T_K plays no part, since an element holds one
///     output at a time.
///   - isStopped: see ``simulate(_:operands:on:tile:engine:priced:isStopped:)``.
/// - Throws: ``SimulationError/stopped(cycle:)``.
package func simulateMesh(
  _ shape: MatrixShape, operands: LayerOperands?, on hardware: HardwareConfiguration, tile: Tile,
  engine: SimulationEngine, isStopped: () -> Bool = { false }
) throws(SimulationError) -> LayerResult {
  switch engine {
  case .fast: return FastMesh(shape, tile: tile, on: hardware).run(operands)
  case .stepped:
    var machine = SteppedMesh(shape, tile: tile, operands: operands, on: hardware)
    return try machine.run(isStopped)
  }
}
