import Tensors

/// Watches a run node by node, and may evaluate nodes itself.
package protocol ExecutionObserver {
  /// Outputs that take the place of the operator's own, one an output of the node; `nil` leaves the node
  /// to its operator.
  /// - Parameters:
  ///   - node: index into ``ExecutionPlan/nodes``.
  ///   - context: with the memory that is left.
  mutating func evaluate(_ node: Int, inputs: OperatorInputs, in context: ExecutionContext) throws -> [Tensor]?

  /// These nodes are about to be evaluated as one, without being asked for one by one.
  mutating func willEvaluate(_ group: [Int]) throws

  /// The node has been evaluated, by whomever. Of nodes that were evaluated as one, each is said to have the outputs
  /// of the last, whose shape is its own too, and the first one to have taken all the time.
  mutating func finished(_ node: Int, outputs: [Value], after duration: Duration) throws
}

extension ExecutionObserver {
  package mutating func willEvaluate(_ group: [Int]) throws {}
  package mutating func evaluate(
    _ node: Int, inputs: OperatorInputs, in context: ExecutionContext
  ) throws -> [Tensor]? { nil }
  package mutating func finished(_ node: Int, outputs: [Value], after duration: Duration) throws {}
}

/// An observer that leaves everything to the operators.
package struct NoObserver: ExecutionObserver {
  package init() {}
}
