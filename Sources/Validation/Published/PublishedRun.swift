import CycleSimulator
import Hardware
import Tensors
import Workload

/// A run whose cycles somebody published, and everything that is needed to run it again.
package struct PublishedRun: Sendable {
  /// What the operands hold: cycles of dense operations do not depend on it.
  package enum Operands: Hashable, Sendable {
    /// No zeros anywhere, as far as the timing can tell.
    case full
    /// STONNE's own random matrices, with these percentages of zeros.
    case random(leftSparsity: Int, rightSparsity: Int)
  }

  /// Where the tile comes from.
  package enum TileRule: Hashable, Sendable {
    case given(Tile)
    /// Chosen here, by the rules of STONNE's mapper.
    case mapped
    /// The controller needs none.
    case none
  }

  package var name: String
  package var layer: Layer
  package var hardware: HardwareConfiguration
  package var tile: TileRule
  package var operands: Operands
  package var figures: PublishedFigures

  package init(
    _ name: String, _ layer: Layer, on hardware: HardwareConfiguration, tile: TileRule = .none,
    operands: Operands = .full, _ figures: PublishedFigures
  ) {
    self.name = name
    self.layer = layer
    self.hardware = hardware
    self.tile = tile
    self.operands = operands
    self.figures = figures
  }

  /// The operands in the simulator's layout, or nil where timing needs none.
  package var layerOperands: LayerOperands? {
    guard case .random(let leftSparsity, let rightSparsity) = operands else { return nil }
    var random = GlibcRandom()
    let left = random.sparseOperand(count: layer.leftCount, sparsity: leftSparsity)
    let right = random.sparseOperand(count: layer.rightCount, sparsity: rightSparsity)
    return LayerOperands(left: left, right: right)
  }
}
