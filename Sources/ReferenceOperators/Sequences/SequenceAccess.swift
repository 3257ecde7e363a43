import Tensors

/// SequenceAt-11 (ONNX Operators): the tensor of sequence input 0 at position input 1 (int32 or int64, one
/// element; negative ones count from the end).
package struct SequenceAt: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try inputs.check(1, of: DataType.indexTypes)
    return [.unknown]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let elements = try inputs.sequence(0)
    return [elements[try SequencePosition(1, of: elements.count, slots: elements.count, inputs).index]]
  }
}

/// SequenceInsert-11 (ONNX Operators): the sequence of input 0 with the tensor of input 1 in front of position
/// input 2 (default: behind the last element). The tensor is of the elements' type.
package struct SequenceInsert: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try inputs.check(2, of: DataType.indexTypes)
    return [.unknown]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    var elements = try inputs.sequence(0)
    let tensor = try inputs.required(1)
    if let type = elements.first?.tensor?.dataType, type != tensor.dataType {
      throw .dataType(input: 1, found: tensor.dataType, accepted: [type])
    }
    let position =
      inputs[2] == nil
      ? elements.count : try SequencePosition(2, of: elements.count, slots: elements.count + 1, inputs).index
    elements.insert(.tensor(tensor), at: position)
    return [.sequence(elements)]
  }
}

/// SequenceErase-11 (ONNX Operators): the sequence of input 0 without the element at position input 1 (default:
/// the last one).
package struct SequenceErase: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try inputs.check(1, of: DataType.indexTypes)
    return [.unknown]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    var elements = try inputs.sequence(0)
    guard !elements.isEmpty else { throw .value("nothing can be erased from an empty sequence") }
    let position =
      inputs[1] == nil
      ? elements.count - 1 : try SequencePosition(1, of: elements.count, slots: elements.count, inputs).index
    elements.remove(at: position)
    return [.sequence(elements)]
  }
}

/// SequenceLength-11 (ONNX Operators): how many elements the sequence has, an int64 scalar.
package struct SequenceLength: ValueOperator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.int64, [])]
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    [.tensor(Tensor(scalar: Int64(try inputs.sequence(0).count)))]
  }
}

/// A position in a sequence, as an input gives it.
private struct SequencePosition {
  let index: Int

  /// - Parameters:
  ///   - input: which input holds it.
  ///   - count: elements of the sequence; negative positions count from there.
  ///   - slots: how many positions there are.
  init(_ input: Int, of count: Int, slots: Int, _ inputs: OperatorInputs) throws(OperatorError) {
    let tensor = try inputs.required(input)
    guard let position = tensor.integers.first, tensor.count == 1 else {
      throw .value("a position of type \(tensor.dataType.name) and shape \(tensor.shape), not one integer")
    }
    guard position >= -count, position < slots else {
      throw .value("position \(position) is outside [-\(count), \(slots)) of a sequence of \(count) elements")
    }
    index = position < 0 ? position + count : position
  }
}
