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
package func simulateSparseDense(
  _ shape: MatrixShape, left: CompressedSparseRows, right: [Float]?, on hardware: HardwareConfiguration,
  tile: Tile
) -> LayerResult {
  FastSparseDense(shape, tile: tile, on: hardware).run(left, right)
}
