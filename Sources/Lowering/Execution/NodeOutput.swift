import Tensors

/// A node's output while its runs come in, in any order.
package struct NodeOutput: Sendable {
  private let node: LoweredNode
  private let inputs: [Tensor?]
  private var sums: Tensor
  private var missing: Int

  init(_ node: LoweredNode, inputs: [Tensor?]) {
    self.node = node
    self.inputs = inputs
    missing = node.runs
    // The runs write every element.
    sums = Tensor(node.outputShape, of: Float.self) { _ in }
  }

  /// Takes the output of a run, in the layout that `LayerResult` has it.
  /// - Precondition: each run comes once, with as many elements as the layer's output has.
  package mutating func store(_ output: [Float], ofRun run: Int) {
    precondition((0..<node.runs).contains(run) && missing > 0, "run \(run) of \(node.runs)")
    precondition(output.count == node.layer.outputCount, "\(output.count) elements of \(node.layer.outputCount)")
    missing -= 1
    let layout = node.layout
    sums.withMutableElements(as: Float.self) { result in
      output.withUnsafeBufferPointer { output in
        guard let result = result.baseAddress, let output = output.baseAddress else { return }
        layout.store(output, ofRun: run, in: result)
      }
    }
  }

  /// Takes the outputs of all runs of a sparse layer, which may come at the same time.
  ///
  /// - Parameter body: computes a run when it calls its argument with the run, and with what writes its output: a row
  ///   for each kept vector (`SparseLayerRuns`). It has to do so for every run.
  package mutating func storeRuns(
    _ body: (_ compute: (_ run: Int, _ write: (UnsafeMutablePointer<Float>) -> Void) -> Void) throws -> Void
  ) rethrows {
    let layout = node.layout
    let count = node.layer.outputCount
    try sums.withMutableElements(as: Float.self) { result in
      guard let result = result.baseAddress else { return }
      try body { run, write in
        if let offset = layout.keptOffset(ofRun: run) { return write(result + offset) }
        let output = UnsafeMutablePointer<Float>.allocate(capacity: count)
        defer { output.deallocate() }
        write(output)
        layout.store(kept: output, ofRun: run, in: result)
      }
    }
    missing = 0
  }

  /// The node's output: bias or scaled addend on top of the sums, rounded to the node's type.
  /// - Precondition: all runs have been stored; this is the last use of the output, whose memory becomes the tensor's.
  package mutating func tensor() -> Tensor {
    precondition(missing == 0, "\(missing) of \(node.runs) runs are missing")
    node.problem.common.epilogue.apply(to: &sums, inputs: inputs)
    return sums.narrowed(to: node.problem.common.dataType)
  }
}
