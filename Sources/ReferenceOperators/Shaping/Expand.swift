import Tensors

/// Expand-8 (ONNX Operators): the input broadcast with the shape in input 1, both ways.
package struct Expand: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    _ = try inputs.required(1)
    guard let target = try inputs.integers(1) else { return [ValueFact(input.dataType, nil)] }
    guard target.allSatisfy({ $0 >= 0 }) else { throw .value("a negative extent in \(target)") }
    return [ValueFact(input.dataType, try BroadcastShape.extents(of: [input.extents, target]))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0)
    if input.count == shape.count { return [try input.withShape(shape)] }
    let lead = shape.rank - input.shape.rank
    let own = input.shape.strides
    let steps = (0..<shape.rank).map { $0 < lead || input.shape[$0 - lead] == 1 ? 0 : own[$0 - lead] }
    let copy = StridedCopy(extents: shape.extents, source: steps, target: shape.strides)
    return [
      try Tensor.moved(type, shape, from: [input], by: StridedMovement(copies: [copy], threads: context.threads))
    ]
  }
}

/// Tile-6 (ONNX Operators): the input repeated along each axis as often as input 1 says.
package struct Tile: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    _ = try inputs.required(1)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    guard let repeats = try inputs.integers(1) else {
      return [ValueFact(input.dataType, [Int?](repeating: nil, count: extents.count))]
    }
    guard repeats.count == extents.count, repeats.allSatisfy({ $0 >= 0 }) else {
      throw .value("repeats \(repeats) where one count an axis of \(BroadcastShape.text(extents)) is accepted")
    }
    var result: [Int?] = []
    for (extent, count) in zip(extents, repeats) {
      guard let extent else {
        result.append(nil)
        continue
      }
      let (product, overflow) = extent.multipliedReportingOverflow(by: count)
      guard !overflow else { throw .value("\(count) repeats of extent \(extent) are too many") }
      result.append(product)
    }
    return [ValueFact(input.dataType, result)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0)
    let repeats = try inputs.required(1).integers
    if shape.count == 0 || repeats.allSatisfy({ $0 == 1 }) { return [try emptyOrSame(input, type, shape)] }
    var extents: [Int] = []
    var source: [Int] = []
    var target: [Int] = []
    for axis in 0..<shape.rank {
      extents += [repeats[axis], input.shape[axis]]
      source += [0, input.shape.strides[axis]]
      target += [shape.strides[axis] * input.shape[axis], shape.strides[axis]]
    }
    let copy = StridedCopy(extents: extents, source: source, target: target)
    return [
      try Tensor.moved(type, shape, from: [input], by: StridedMovement(copies: [copy], threads: context.threads))
    ]
  }

  private func emptyOrSame(_ input: Tensor, _ type: DataType, _ shape: Shape) throws(OperatorError) -> Tensor {
    if shape == input.shape { return input }
    return try Tensor.moved(type, shape, from: [], by: StridedMovement(copies: []))
  }
}
