import CycleSimulator
import StonneFlags
import Tensors
import Workload

extension StonneSettings {
  /// The operands that STONNE's command line makes up: the left one first, then the right one, from `rand()`
  /// of the GNU C library, which nobody seeds.
  var operands: LayerOperands {
    var random = GlibcRandom()
    switch operation {
    case .convolution, .fullyConnected, .denseGEMM:
      let left = random.denseOperand(count: layer.leftCount)
      return LayerOperands(left: left, right: random.denseOperand(count: layer.rightCount))
    case .sparseGEMM, .sparseDense:
      let left = random.sparseOperand(count: layer.leftCount, sparsity: leftSparsity)
      return LayerOperands(
        left: left, right: random.sparseOperand(count: layer.rightCount, sparsity: rightSparsity))
    }
  }
}
