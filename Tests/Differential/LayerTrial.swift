import CycleSimulator
import Hardware
import Tensors
import Workload

/// A random layer on a random machine, small enough to step. The number determines all of it.
struct LayerTrial {
  let number: UInt64
  let kind: Kind
  let layer: Layer
  let hardware: HardwareConfiguration
  let tile: Tile?
  let values: OperandValues
  let operands: LayerOperands

  /// An operation on the controller that runs it.
  enum Kind: String, CaseIterable {
    case convolution = "CONV on MAERI"
    case denseGEMM = "DenseGEMM on MAERI"
    case sparseGEMM = "SparseGEMM on SIGMA"
    case sparseDense = "SparseDense on MAGMA"
    case mesh = "DenseGEMM on the TPU-like mesh"
  }

  init(number: UInt64) {
    var random = SplitMix64(seed: number)
    self.number = number
    let kinds = Kind.allCases
    kind = kinds[Int(number % UInt64(kinds.count))]
    var setup: LayerSetup
    repeat { setup = LayerSetup(kind, using: &random) } while !setup.isLegal
    layer = setup.layer
    hardware = setup.hardware
    tile = setup.tile
    values = OperandValues(using: &random)
    operands = LayerOperands(
      left: values.operand(count: layer.leftCount, using: &random),
      right: values.operand(count: layer.rightCount, using: &random))
  }

  var description: String {
    "\(layer), \(tile.map { "\($0)" } ?? "no tile") on \(hardware), operands \(values)"
  }
}
