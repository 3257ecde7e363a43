import Hardware
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
