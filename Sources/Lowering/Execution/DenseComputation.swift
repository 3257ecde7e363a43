import CycleSimulator
import Hardware
import Tensors
import Workload

/// The arithmetic behind a node on a dense machine, from the node's inputs to its output: no operands are laid out for
/// the hardware, and no outputs laid back.
package struct DenseComputation: Sendable {
  private let node: LoweredNode
  private let product: DenseProduct

  /// - Returns: nil for sparse controllers.
  package init?(_ node: LoweredNode, tile: Workload.Tile, on hardware: HardwareConfiguration) {
    guard let product = node.layout.makeProduct(tile: tile, on: hardware) else { return nil }
    self.node = node
    self.product = product
  }

  /// The node's output.
  /// - Throws: ``LoweringError/input(index:node:found:planned:)`` for other inputs than the node was lowered for.
  package func output(of inputs: [Tensor?], workers: Workers) throws(LoweringError) -> Tensor {
    let values = try BoundNode(node, inputs, aligns: false).inputs
    var sums = Tensor(node.outputShape, of: Float.self) { _ in }
    sums.withMutableElements(as: Float.self) { result in
      guard let result = result.baseAddress else { return }
      let (runs, layout) = (node.runs, node.layout)
      if runs >= 2 * workers.count {
        workers.perform(runs) { run in
          layout.compute(product, run: run, inputs: values, result: result, workers: .caller)
        }
      } else {
        for run in 0..<runs {
          layout.compute(product, run: run, inputs: values, result: result, workers: workers)
        }
      }
    }
    node.problem.common.epilogue.apply(to: &sums, inputs: values)
    return sums.narrowed(to: node.problem.common.dataType)
  }
}
