import CycleSimulator
import Lowering
import Tensors
import Workload

/// Operands of a sparse layer of which only the zeros are known: the weight is a random bitmap, activations are full.
struct RandomSparsity: Sendable {
  /// Share of zeros in the weight.
  let ratio: Double
  let seed: UInt64
  /// Bytes that the operands and the output of one run may take.
  let memoryLimit: Int

  /// - Throws: `SimulationError` where the extents make no layer, and where one run takes more memory than there is.
  func operands(of lowered: LoweredNode, node: Int) throws(SimulationError) -> LayerOperands {
    let layer = lowered.layer
    if let reason = layer.fault { throw .layer(layer, reason: reason) }
    let bytes = lowered.runByteCount
    guard bytes <= memoryLimit else {
      throw .layer(layer, reason: "its operands and output take \(bytes) bytes, and the limit is \(memoryLimit)")
    }
    return LayerOperands(
      left: values(layer.leftCount, isWeight: lowered.weightOperand == .left, node),
      right: values(layer.rightCount, isWeight: lowered.weightOperand == .right, node))
  }

  private func values(_ count: Int, isWeight: Bool, _ node: Int) -> [Float] {
    guard isWeight, ratio > 0 else { return Array(repeating: 1, count: count) }
    var random = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: node) &* 0x9e37_79b9_7f4a_7c15)
    // Compared as whole numbers, which are the same on every machine.
    let threshold = UInt64(ratio * 0x1p32)
    return (0..<count).map { _ in random.next() >> 32 < threshold ? 0 : 1 }
  }
}
