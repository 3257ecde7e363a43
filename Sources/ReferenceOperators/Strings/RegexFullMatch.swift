import Tensors

/// RegexFullMatch-20 (ONNX Operators): whether each string as a whole matches `pattern` (required, RE2's
/// syntax: ``RegularExpression``). Strings of any shape in, bools of that shape out.
package struct RegexFullMatch: Operator {
  private let expression: RegularExpression

  package init(_ node: NodeReader) throws(OperatorError) {
    let pattern = try node.required("pattern", node.string("pattern"))
    do { expression = try RegularExpression(pattern) } catch {
      throw .attribute("pattern", found: "`\(pattern)`", expected: "a regular expression (\(error.reason))")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.bool, try inputs.required(0, of: [.string]).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let strings = try inputs.take(0).strings ?? []
    return [
      Tensor(shape, of: Bool.self) { target in
        for (index, text) in strings.enumerated() { target[index] = expression.matchesWhole(text) }
      }
    ]
  }
}
