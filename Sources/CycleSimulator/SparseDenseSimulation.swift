import Hardware
import Sparsity
import Workload

/// Simulates a sparse A times a dense B on MAGMA_SPARSE_DENSE.
///
/// - Parameters:
///   - left: A. Each row has an element at least, if only an explicit zero.
///   - right: B, `[k][n]`; absent for timing only.
///   - hardware: a legal machine with that controller.
///   - tile: T_N in `k` and T_K in `s`, legal on that machine for these rows.
/// - Returns: outputs as `[m][n]`.
/// - Throws: ``SimulationError/deadlock(cycle:outputs:of:)``.
package func simulateSparseDense(
  _ shape: MatrixShape, left: CompressedSparseRows, right: [Float]?, on hardware: HardwareConfiguration,
  tile: Tile,
  engine: SimulationEngine = .fast
) throws(SimulationError) -> LayerResult {
  switch engine {
  case .fast:
    let streamed = right.map { StreamedMatrix(columnsOf: $0, positions: shape.k, vectors: shape.n) }
    return try SparseDenseRuns(shape, tile: tile, on: hardware)
      .result(of: SparseOperands(kept: left, streamed: streamed), shape)
  case .stepped:
    let dataflow = ClusterDataflow(shape, tile: tile, left: left, right: right, on: hardware)
    var machine = SteppedSparse(dataflow, on: hardware)
    return try machine.run()
  }
}
