import CycleSimulator
import ReferenceOperators
import Sparsity
import Tensors

/// A lowered node with its values: gives the operands of each run and takes its output.
///
/// Operands are made when they are asked for, so that those of one run are in memory at a time.
package struct BoundNode: Sendable {
  package let node: LoweredNode
  /// Float32.
  let inputs: [Tensor?]

  /// - Parameter aligns: whether inputs that lie misaligned in a file are copied.
  init(_ node: LoweredNode, _ inputs: [Tensor?], aligns: Bool = true) throws(LoweringError) {
    let type = node.problem.common.dataType
    for (index, planned) in node.problem.common.inputShapes.enumerated() {
      let found = index < inputs.count ? inputs[index] : nil
      guard found?.shape == planned, found == nil || found?.dataType == type else {
        throw .input(
          index: index, node: node.name, found: found.map { "\($0.dataType.name) \($0.shape)" } ?? "nothing",
          planned: planned.map { "\(type.name) \($0)" } ?? "nothing")
      }
    }
    self.node = node
    self.inputs = inputs.map { aligns ? $0?.widened().aligned() : $0?.widened() }
  }

  /// The values of one run, in the layout that ``LayerOperands`` states for the node's layer.
  package func operands(ofRun run: Int) -> LayerOperands {
    precondition((0..<node.runs).contains(run), "run \(run) of \(node.runs)")
    return node.layout.operands(ofRun: run, inputs: inputs)
  }

  /// The same as a sparse controller meets them; `nil` on the others.
  /// - Parameters:
  ///   - kept: the vectors that are kept, where they are known already.
  ///   - bound: what is below it counts as zero in them, where they are not.
  ///   - workers: do parts of the work.
  package func sparseOperands(
    ofRun run: Int, kept: CompressedSparseRows? = nil, bound: MagnitudeBound = .nonZero, workers: Workers
  ) -> SparseOperands? {
    precondition((0..<node.runs).contains(run), "run \(run) of \(node.runs)")
    guard let streamed = node.layout.streamedVectors(ofRun: run, inputs: inputs),
      let kept = kept ?? keptVectors(ofRun: run, bound: bound, workers: workers)
    else { return nil }
    return SparseOperands(kept: kept, streamed: streamed)
  }

  /// The vectors that a sparse controller keeps in a run; `nil` on the others.
  package func keptVectors(
    ofRun run: Int, bound: MagnitudeBound = .nonZero, workers: Workers = .caller
  ) -> CompressedSparseRows? {
    node.layout.keptVectors(ofRun: run, inputs: inputs, bound: bound, workers: workers)
  }

  /// An empty output, to be filled run by run.
  package func makeOutput() -> NodeOutput { NodeOutput(node, inputs: inputs) }
}
