import Hardware
import Workload

/// A case of the acceptance suites of STONNE's mapper: a layer on a machine whose generated tile is held against the
/// best of a sweep.
package struct MapperCase: Sendable {
  /// The upstream suites, in the order of their scripts.
  package enum Suite: String, Sendable, CaseIterable {
    case denseGEMM = "DenseGEMM"
    case denseModels = "DenseGEMM, layers of real models"
    case sparseDense = "SparseDense"
    case sparseModels = "SparseDense, layers of real models"
  }

  package let suite: Suite
  package let name: String
  package let hardware: HardwareConfiguration
  package let shape: MatrixShape
  /// Percent of zeros in the left operand of a SparseDense; `nil` for a dense product.
  package let sparsity: Int?

  /// - Parameter machine: num_ms, dn_bw and rn_bw.
  init(
    _ suite: Suite, _ name: String, machine: (Int, Int, Int), _ m: Int, _ n: Int, _ k: Int, sparsity: Int? = nil
  ) {
    self.suite = suite
    self.name = name
    hardware = HardwareConfiguration(
      controller: sparsity == nil ? .maeriDense : .magmaSparseDense, multipliers: machine.0, accumulationBuffer: 1,
      distributionBandwidth: machine.1, collectionBandwidth: machine.2)
    shape = MatrixShape(m: m, n: n, k: k)
    self.sparsity = sparsity
  }

  package var layer: Layer { sparsity == nil ? .denseGEMM(shape) : .sparseDense(shape) }
}
