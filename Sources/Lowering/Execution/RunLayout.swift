import CycleSimulator
import Tensors
import Workload

/// How the layers behind a node read its inputs and write its output. Runs are numbered from 0.
protocol RunLayout: Sendable {
  /// What each run simulates.
  var layer: Layer { get }
  var runs: Int { get }

  /// The values that a run works on, in the hardware's layout (``LayerOperands``).
  /// - Parameter inputs: the node's inputs, float32.
  func operands(ofRun run: Int, inputs: [Tensor?]) -> LayerOperands

  /// Copies a run's output from the hardware's layout to its places in the node's.
  func store(
    _ output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>)
}
