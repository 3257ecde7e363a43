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

  /// The operator with its work on constant inputs done, for any number of evaluations with those inputs; `nil`
  /// where nothing can be done ahead.
  /// - Parameter inputs: what is known of the node's inputs before the run.
  func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)?

  /// ``evaluate(_:in:)`` for values of any kind. An operator on tensors alone leaves it out, and gets nothing
  /// else to see.
  func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value]

  /// Whether an input is read at any address: a constant that lies in a file is then not copied for it. No, where an
  /// operator leaves it out.
  func readsAnyAlignment(ofInput index: Int) -> Bool
}

extension Operator {
  package func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)? { nil }

  package func readsAnyAlignment(ofInput index: Int) -> Bool { false }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    for index in 0..<inputs.count {
      if let value = inputs.value(index), value.tensor == nil {
        throw .kind(input: index, found: value.kind, accepted: .tensor)
      }
    }
    return try evaluate(&inputs, in: context).map(Value.tensor)
  }
}

/// An operator that takes or gives sequences or optionals: it states its evaluation on values.
package protocol ValueOperator: Operator {}

extension ValueOperator {
  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var outputs: [Tensor] = []
    for value in try evaluateValues(&inputs, in: context) {
      guard let tensor = value.tensor else { throw .unsupported("a \(value.kind.rawValue) among tensors") }
      outputs.append(tensor)
    }
    return outputs
  }
}
