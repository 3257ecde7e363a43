import Diagnostics
import ModelGraph

/// A node that cannot be prepared or evaluated: the operator's reason with the place it lacks.
package struct NodeError: InputFault {
  /// The model's path, or another name for where the graph comes from.
  package let source: String
  package let node: String
  package let operatorType: String
  package let cause: OperatorError

  package init(_ cause: OperatorError, node: Node, source: String) {
    self.cause = cause
    self.source = source
    self.node = node.displayName
    self.operatorType = node.operatorType
  }

  package var what: String { "operator `\(operatorType)`" }
  package var place: String { "\(source), node `\(node)`" }
  package var reason: String { cause.description }
}
