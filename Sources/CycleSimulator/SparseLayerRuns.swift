import Hardware
import Sparsity
import Tensors
import Workload

/// The runs of one SparseGEMM or SparseDense layer (images, groups, matrices of a batch) by the fast engine.
///
/// They are timed together, since what several of them have in common is timed once. Runs may come in any order and
/// at the same time: the counters are the sum over all runs, and what belongs to one run only is the first's.
package protocol SparseLayerRuns: Sendable {
  /// Times a run ahead of its outputs, which ``run(_:_:outputs:workers:)`` then only computes: it depends on what is
  /// kept alone.
  ///
  /// - Throws: ``SimulationError/busCollision(_:adders:)``; ``SimulationError/tile(_:_:)`` where a row is too long for
  ///   the tile.
  func time(_ run: Int, kept: CompressedSparseRows) throws(SimulationError)

  /// Times a run unless that is done, and computes its outputs.
  ///
  /// - Parameter outputs: gets a row for each kept vector, with an output for each streaming vector; absent for timing
  ///   only.
  /// - Throws: ``SimulationError/busCollision(_:adders:)``; ``SimulationError/tile(_:_:)`` where a row is too long for
  ///   the tile.
  func run(
    _ run: Int, _ operands: SparseOperands, outputs: UnsafeMutablePointer<Float>?, workers: Workers
  ) throws(SimulationError)

  /// All runs are timed: what is not needed for their outputs and ``statistics()`` is given up.
  func settle()

  /// The counters of all runs.
  func statistics() -> FabricStatistics
}

/// The runs of a layer on a sparse machine.
///
/// - Parameters:
///   - tile: of a SparseDense: T_N in `k` and T_K in `s`.
///   - trees: those of the machine, where several layers share them.
/// - Returns: `nil` for layers that have no sparse operand.
/// - Throws: ``SimulationError`` where layer, tile and machine do not go together.
package func sparseRuns(
  of layer: Layer, on hardware: HardwareConfiguration, tile: Tile?, trees: VirtualNeuronTrees? = nil
) throws(SimulationError) -> (any SparseLayerRuns)? {
  if let reason = layer.fault { throw .layer(layer, reason: reason) }
  if let violation = HardwareLegality.violation(of: hardware) { throw .hardware(violation) }
  switch (hardware.controller, layer) {
  case (.sigmaSparseGEMM, .sparseGEMM(let shape, let options)):
    try requireTree(for: layer, shape)
    return SparseGEMMRuns(shape, options, on: hardware, trees: trees)
  case (.magmaSparseDense, .sparseDense(let shape)):
    // Whether a row is too long for the tile is seen when it comes.
    return SparseDenseRuns(shape, tile: try legal(tile, layer, hardware, longestRow: 1), on: hardware)
  case (_, .sparseGEMM), (_, .sparseDense): throw .operation(layer.operation, controller: hardware.controller)
  case (_, .convolution), (_, .denseGEMM): return nil
  }
}
