import Tensors

/// If (ONNX Operators): the outputs of subgraph `then_branch` where the condition (one bool) holds, else of
/// `else_branch`. The branches have no inputs of their own and capture what they need.
package struct Conditional: ValueOperator {
  private let thenBranch: Subgraph
  private let elseBranch: Subgraph
  private let outputCount: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    thenBranch = try Subgraph("then_branch", of: node)
    elseBranch = try Subgraph("else_branch", of: node)
    outputCount = node.node.outputs.count
    for (name, branch) in [("then_branch", thenBranch), ("else_branch", elseBranch)] {
      guard branch.inputNames.isEmpty, branch.outputs.count == outputCount else {
        throw .attribute(
          name, found: "a graph of \(branch.inputNames.count) inputs and \(branch.outputs.count) outputs",
          expected: "one of no inputs and \(outputCount) outputs")
      }
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    _ = try inputs.required(0, of: [.bool])
    return (0..<outputCount).map(thenBranch.declared)
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let branch = try inputs.required(0).condition() ? thenBranch : elseBranch
    return try branch.run([], capturing: inputs, in: context)
  }
}
