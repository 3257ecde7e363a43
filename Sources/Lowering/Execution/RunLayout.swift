import CycleSimulator
import Hardware
import Sparsity
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

  /// The vectors that a sparse controller keeps, which lie in the weight where there is one; `nil` on the others.
  /// - Parameters:
  ///   - bound: elements below it count as zero.
  ///   - workers: do parts of the work.
  func keptVectors(
    ofRun run: Int, inputs: [Tensor?], bound: MagnitudeBound, workers: Workers
  ) -> CompressedSparseRows?

  /// The vectors that stream past a sparse controller's array; `nil` on the others.
  func streamedVectors(ofRun run: Int, inputs: [Tensor?]) -> StreamedMatrix?

  /// Copies a run's output from the layout of `SparseLayerRuns` to its places in the node's.
  func store(kept output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>)

  /// Where a run's output begins in the node's, if it lies there as `SparseLayerRuns` gives it.
  func keptOffset(ofRun run: Int) -> Int?

  /// Copies a run's output from the hardware's layout to its places in the node's.
  func store(
    _ output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>)

  /// The arithmetic of the layer on a machine whose engine takes values from where they lie; nil for others.
  func makeProduct(tile: Workload.Tile, on hardware: HardwareConfiguration) -> DenseProduct?

  /// Computes a run from the node's inputs to its places in the node's output, without operands of its own.
  func compute(
    _ product: DenseProduct, run: Int, inputs: [Tensor?], result: UnsafeMutablePointer<Float>, workers: Workers)
}

extension RunLayout {
  func keptVectors(
    ofRun run: Int, inputs: [Tensor?], bound: MagnitudeBound, workers: Workers
  ) -> CompressedSparseRows? { nil }

  func streamedVectors(ofRun run: Int, inputs: [Tensor?]) -> StreamedMatrix? { nil }

  func store(kept output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>) {
    store(output, ofRun: run, in: result)
  }

  func keptOffset(ofRun run: Int) -> Int? { nil }
}
