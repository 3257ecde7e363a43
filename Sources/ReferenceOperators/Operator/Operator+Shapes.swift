import Diagnostics
import Tensors

extension Operator {
  /// The output types and shapes for values at hand, by the operator's own shape rule, so that there is
  /// one statement of it.
  /// - Throws: what the rule throws; ``OperatorError/shape(_:)`` where it leaves an output open even then.
  package func outputShapes(of inputs: OperatorInputs) throws(OperatorError) -> [(type: DataType, shape: Shape)] {
    var outputs: [(type: DataType, shape: Shape)] = []
    for fact in try inferOutputs(of: InputFacts(inputs)) {
      guard let type = fact.dataType, let extents = fact.extents else {
        throw .shape("the shape of the output depends on values that are not known")
      }
      var known: [Int] = []
      for extent in extents {
        guard let extent else { throw .shape("the shape of the output depends on values that are not known") }
        known.append(extent)
      }
      let shape = try Shape(checked: known)
      guard shape.count * type.memoryWidth <= MachineMemory.available else {
        throw .shape("an output of shape \(shape) is larger than the machine's memory")
      }
      outputs.append((type, shape))
    }
    return outputs
  }

  /// ``outputShapes(of:)`` of an operator with one output.
  package func outputShape(of inputs: OperatorInputs) throws(OperatorError) -> (type: DataType, shape: Shape) {
    try outputShapes(of: inputs)[0]
  }
}
