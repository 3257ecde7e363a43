import Hardware
import Sparsity
import Workload

/// Which engine simulates: both give the same cycles, counters and output bits.
package enum SimulationEngine: String, Sendable, CaseIterable {
  /// Never steps what it can know.
  case fast
  /// One cycle after another: the plain statement of the hardware.
  case stepped
}

/// The values that a layer works on, in the hardware's layout.
///
/// - Convolution: `left` is the input `[n][x][y][g][c]` (padded), `right` the filters `[g][k][r][s][c]`;
///   the output comes as `[n][x'][y'][g][k]`.
/// - Dense GEMM: `left` is A `[m][k]`, `right` is B transposed, `[n][k]`; the output is `[m][n]`.
/// - SparseGEMM and SparseDense: `left` is A `[m][k]`, `right` is B `[k][n]`, both dense with their zeros;
///   the output is `[m][n]`.
package struct LayerOperands: Sendable {
  package var left: [Float]
  package var right: [Float]

  package init(left: [Float], right: [Float]) {
    self.left = left
    self.right = right
  }
}

/// Simulates one layer on one accelerator: what it computes, in how many cycles, and what every component did.
///
/// - Parameters:
///   - operands: the values, or nil for timing only: cycles and counters of dense operations depend on extents
///     alone, and a sparse operand is taken to be full.
///   - tile: how the layer is cut to fit; SparseGEMM needs none.
///   - statistics: of an earlier run of the same layer, machine and tile, where there was one. A layer whose
///     timing does not depend on values (``Layer/timingDependsOnValues``) is then not timed again by the fast
///     engine.
///   - isStopped: asked every now and then by the stepped engine, which may take hours; once true,
///     ``SimulationError/stopped(cycle:)`` is thrown.
/// - Throws: ``SimulationError`` where layer, tile and machine do not go together, or where the machine itself
///   fails.
package func simulate(
  _ layer: Layer, operands: LayerOperands? = nil, on hardware: HardwareConfiguration, tile: Tile? = nil,
  engine: SimulationEngine = .fast, priced statistics: FabricStatistics? = nil,
  isStopped: () -> Bool = { false }
) throws(SimulationError) -> LayerResult {
  if let reason = layer.fault { throw .layer(layer, reason: reason) }
  if let violation = HardwareLegality.violation(of: hardware) { throw .hardware(violation) }
  if let operands { try check(operands, of: layer) }
  switch (hardware.controller, layer) {
  case (.maeriDense, .convolution), (.maeriDense, .denseGEMM):
    guard let shape = layer.denseConvolution else { break }
    return try simulateDense(
      layer, shape, operands: operands, on: hardware, tile: try legal(tile, layer, hardware), engine: engine,
      priced: statistics, isStopped: isStopped)
  case (.tpuDense, .denseGEMM(let shape)):
    return try simulateMesh(
      shape, operands: operands, on: hardware, tile: try legal(tile, layer, hardware), engine: engine,
      isStopped: isStopped)
  case (.magmaSparseDense, .sparseDense(let shape)):
    let rows = CompressedSparseRows(
      dense: operands?.left ?? Array(repeating: 1, count: layer.leftCount), rows: shape.m, columns: shape.k)
    return try simulateSparseDense(
      shape, left: rows, right: operands?.right, on: hardware,
      tile: try legal(tile, layer, hardware, longestRow: rows.rowCounts.max()), engine: engine,
      isStopped: isStopped)
  case (.sigmaSparseGEMM, .sparseGEMM(let shape, let options)):
    try requireTree(for: layer, shape)
    return try simulateSparseGEMM(
      shape, options, operands: operands, on: hardware, engine: engine, isStopped: isStopped)
  default: break
  }
  throw .operation(layer.operation, controller: hardware.controller)
}

/// - Throws: ``SimulationError`` for a SparseGEMM whose virtual neurons SIGMA's tree cannot keep apart.
func requireTree(for layer: Layer, _ shape: MatrixShape) throws(SimulationError) {
  if shape.k == 1 {
    throw .layer(layer, reason: "K = 1 makes virtual neurons of one multiplier; pad K with zeros to 3")
  }
}

/// - Throws: ``SimulationError`` where there is no tile, or one that does not go together with layer and machine.
func legal(
  _ tile: Tile?, _ layer: Layer, _ hardware: HardwareConfiguration, longestRow: Int? = nil
) throws(SimulationError) -> Tile {
  guard let tile else { throw .noTile(layer) }
  if let violation = TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: longestRow) {
    throw .tile(violation, layer)
  }
  return tile
}

private func check(_ operands: LayerOperands, of layer: Layer) throws(SimulationError) {
  if operands.left.count != layer.leftCount {
    throw .operandCount(which: "left", expected: layer.leftCount, found: operands.left.count)
  }
  if operands.right.count != layer.rightCount {
    throw .operandCount(which: "right", expected: layer.rightCount, found: operands.right.count)
  }
}
