import CycleSimulator
import ReferenceOperators
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
  /// - Parameter workers: do parts of the work.
  package func sparseOperands(ofRun run: Int, workers: Workers) -> SparseOperands? {
    precondition((0..<node.runs).contains(run), "run \(run) of \(node.runs)")
    return node.layout.sparseOperands(ofRun: run, inputs: inputs, workers: workers)
  }

  /// An empty output, to be filled run by run.
  package func makeOutput() -> NodeOutput { NodeOutput(node, inputs: inputs) }
}
