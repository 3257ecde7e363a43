import ModelGraph
import Tensors

/// An operator with its attributes read: shape rule and kernel side by side.
///
/// A conforming type reads its attributes once, in an initializer that takes a ``NodeReader`` and
/// throws ``OperatorError`` for what is missing, of the wrong kind or out of range.
package protocol Operator: Sendable {
  /// What is known of the outputs from what is known of the inputs. One fact an output of the node.
  ///
  /// Has to hold for every evaluation; where something depends on values that are not known it
  /// answers with an unknown extent or shape. Throws what ``evaluate(_:in:)`` would throw for these shapes.
  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact]

  /// Computes the outputs, one an output of the node.
  func evaluate(_ inputs: inout OperatorInputs, in context: ExecutionContext) throws(OperatorError) -> [Tensor]
}
