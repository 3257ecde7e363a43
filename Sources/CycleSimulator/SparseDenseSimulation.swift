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
///   - isStopped: see ``simulate(_:operands:on:tile:engine:priced:isStopped:)``.
/// - Returns: outputs as `[m][n]`.
/// - Throws: ``SimulationError/deadlock(cycle:outputs:of:)``.
package func simulateSparseDense(
  _ shape: MatrixShape, left: CompressedSparseRows, right: [Float]?, on hardware: HardwareConfiguration,
  tile: Tile,
  engine: SimulationEngine = .fast, isStopped: () -> Bool = { false }
) throws(SimulationError) -> LayerResult {
  switch engine {
  case .fast:
    let streamed = right.map { StreamedMatrix(columnsOf: $0, positions: shape.k, vectors: shape.n) }
    return try SparseDenseRuns(shape, tile: tile, on: hardware)
      .result(of: SparseOperands(kept: left, streamed: streamed), shape)
  case .stepped:
    let dataflow = ClusterDataflow(shape, tile: tile, left: left, right: right, on: hardware)
    var machine = SteppedSparse(dataflow, on: hardware)
    return try machine.run(isStopped)
  }
}

/// Cycles and counters of a sparse A times a dense B on MAGMA_SPARSE_DENSE, which follow from how many elements each
/// row of A has.
///
/// - Parameter rowElements: of A, at least 1 in each row.
/// - Throws: ``SimulationError/tile(_:_:)`` where the tile is not legal for these rows, or layer and machine do not go
///   together.
package func timeSparseDense(
  _ shape: MatrixShape, rowElements: [Int], on hardware: HardwareConfiguration, tile: Tile
) throws(SimulationError) -> FabricStatistics {
  let layer = Layer.sparseDense(shape)
  if let reason = layer.fault { throw .layer(layer, reason: reason) }
  if let violation = HardwareLegality.violation(of: hardware) { throw .hardware(violation) }
  _ = try legal(tile, layer, hardware, longestRow: rowElements.max())
  var timing = SparseDenseTiming(shape, tile: tile, on: hardware)
  timing.add(0, rowElements: rowElements)
  return timing.statistics()
}
