import Tensors

/// SequenceEmpty-11 (ONNX Operators): a sequence of no tensors, whose elements would be of type `dtype`
/// (default float).
///
/// Sequences here do not carry their elements' type: every tensor carries its own.
package struct SequenceEmpty: ValueOperator {
  package init(_ node: NodeReader) throws(OperatorError) {
    let number = try node.int("dtype", default: Int(DataType.float32.rawValue))
    guard Int32(exactly: number).flatMap(DataType.init(rawValue:)) != nil else {
      throw .attribute("dtype", found: "\(number)", expected: "the number of an element type")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [.unknown] }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] { [.sequence([])] }
}

/// SequenceConstruct-11 (ONNX Operators): the input tensors, all of one type and any shapes, as a sequence.
package struct SequenceConstruct: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    _ = try inputs.commonType(0..<inputs.count, of: DataType.any)
    return [.unknown]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    _ = try inferOutputs(of: InputFacts(inputs))
    var elements: [Value] = []
    for index in 0..<inputs.count { elements.append(.tensor(try inputs.take(index))) }
    return [.sequence(elements)]
  }
}
