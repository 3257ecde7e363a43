import Tensors

/// Optional-15 (ONNX Operators): an optional that holds the input, or, without one, an empty optional of the
/// type that attribute `type` states.
package struct OptionalConstruct: ValueOperator {
  package init(_ node: NodeReader) throws(OperatorError) {
    guard node.hasInput(0) || node.has("type") else { throw .missingAttribute("type") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [.unknown] }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] { [.optional(inputs.value(0))] }
}

/// OptionalHasElement (ONNX Operators): whether the optional holds a value, a bool scalar.
///
/// From opset 18 on also true of a tensor or a sequence, and false without input.
package struct OptionalHasElement: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.bool, [])]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let hasElement =
      switch inputs.value(0) {
      case nil, .optional(nil)?: false
      case .optional?, .tensor?, .sequence?: true
      }
    return [.tensor(Tensor(scalar: hasElement))]
  }
}

/// OptionalGetElement (ONNX Operators): the value that the optional holds; a tensor or a sequence (opset 18) is
/// handed on. An empty optional is an error.
package struct OptionalGetElement: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [.unknown] }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    switch try inputs.requiredValue(0) {
    case .optional(let value):
      guard let value else { throw .value("the optional is empty") }
      return [value]
    case let value: return [value]
    }
  }
}
