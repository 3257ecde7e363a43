import Tensors

/// ONNX CenterCropPad (18): axes cut or padded with zeros, as far as possible alike at both ends, to the extents
/// that input 1 gives; an odd element is cut or added at the end.
///
/// Attribute `axes` (default all) says which axes the extents are for.
package struct CenterCropPad: Operator {
  private let axes: [Int]?

  package init(_ node: NodeReader) throws(OperatorError) { axes = try node.ints("axes") }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    _ = try inputs.required(1, of: DataType.indexTypes)
    guard var extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    let axes = try Axes.indices(axes ?? Array(extents.indices), rank: extents.count)
    let wanted = try inputs.integers(1)
    if let wanted, wanted.count != axes.count {
      throw .value("\(wanted.count) extents for \(axes.count) axes")
    }
    for (position, axis) in axes.enumerated() { extents[axis] = wanted?[position] }
    return [ValueFact(input.dataType, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0)
    let origins = (0..<shape.rank).map { axis in
      let (extent, cut) = (input.shape[axis], input.shape[axis] - shape[axis])
      // Swift's division rounds toward zero: the odd element is at the end either way.
      return (0..<shape[axis]).map { place in
        (0..<extent).contains(place + cut / 2) ? place + cut / 2 : nil
      }
    }
    let movement = MappedMovement(shape: shape, origins: origins, strides: input.shape.strides)
    return [try Tensor.moved(type, shape, from: [input, Pad.fill(input: nil, 0, type)], by: movement)]
  }
}
