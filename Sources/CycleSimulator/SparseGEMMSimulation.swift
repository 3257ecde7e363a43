import Hardware
import Sparsity
import Tensors
import Workload

/// Simulates a SparseGEMM on SIGMA.
///
/// - Parameters:
///   - shape: K is 2 at least: the tree cannot keep virtual neurons of one multiplier apart.
///   - operands: A `[m][k]` and B `[k][n]`, with their zeros; absent for the timing of full operands.
///   - hardware: a legal machine with that controller.
///   - isStopped: see ``simulate(_:operands:on:tile:engine:priced:isStopped:)``.
/// - Returns: outputs as `[m][n]`.
/// - Throws: ``SimulationError/busCollision(_:adders:)``.
package func simulateSparseGEMM(
  _ shape: MatrixShape, _ options: SparseGEMMOptions, operands: LayerOperands?, on hardware: HardwareConfiguration,
  engine: SimulationEngine = .fast, isStopped: () -> Bool = { false }
) throws(SimulationError) -> LayerResult {
  let keepsRight = options.dataflow == .rightStationary
  let sparse = SparseOperands(
    shape, keepsRight: keepsRight, minimumElements: VectorBitmap.minimumOnes, dense: operands)
  switch engine {
  case .fast:
    return try SparseGEMMRuns(shape, options, on: hardware).result(of: sparse, shape, isTransposed: keepsRight)
  case .stepped:
    let plan = SparseGEMMPlan(shape, options, kept: sparse.kept, on: hardware)
    var machine = SteppedSparse(SparseGEMMDataflow(plan, operands: operands, on: hardware), on: hardware)
    return try machine.run(isStopped)
  }
}

extension SparseLayerRuns {
  /// The result of the only run.
  /// - Parameter isTransposed: whether the kept vectors are the outputs' columns.
  func result(
    of operands: SparseOperands, _ shape: MatrixShape, isTransposed: Bool = false
  ) throws(SimulationError) -> LayerResult {
    var outputs = Array(repeating: Float(0), count: operands.streamed == nil ? 0 : shape.m * shape.n)
    let run: Result<Void, SimulationError> = outputs.withUnsafeMutableBufferPointer { outputs in
      Result { () throws(SimulationError) in
        try self.run(0, operands, outputs: outputs.baseAddress, workers: .caller)
      }
    }
    try run.get()
    if isTransposed, operands.streamed != nil { outputs = outputs.transposed(rows: shape.n, columns: shape.m) }
    let statistics = statistics()
    return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: outputs)
  }
}
