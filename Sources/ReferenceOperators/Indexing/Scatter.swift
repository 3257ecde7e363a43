import Tensors

/// Scatter-9 and ScatterElements-11 (ONNX Operators): a copy of input 0 in which the elements that
/// GatherElements would read at the indices (input 1) are updated from input 2.
///
/// `axis` defaults to 0; `reduction` (opset 16) is `none` (default), `add`, `mul`, and from opset 18 on `max`
/// and `min`.
package struct ScatterElements: Operator {
  private let axis: Int
  private let reduction: ScatterReduction

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: 0)
    reduction = try ScatterReduction(node)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: DataType.indexTypes)
    let updates = try inputs.required(2)
    if let type = data.dataType { try inputs.check(2, of: [type]) }
    try ElementPositions.check(indices.extents, within: data.extents, axis: axis)
    if let a = indices.shape, let b = updates.shape, a != b {
      throw .shape("updates of shape \(b) for indices of shape \(a)")
    }
    return [ValueFact(data.dataType, data.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let starts = try ElementPositions.offsets(of: inputs.required(1), in: data.shape, axis: axis)
    return [try reduction.apply(inputs.required(2), to: data, starts: starts, length: 1)]
  }
}

/// ScatterND-11 (ONNX Operators): a copy of input 0 in which the slices that GatherND would read at the
/// indices (input 1) are updated from input 2. `reduction` as in ``ScatterElements``.
package struct ScatterND: Operator {
  private let reduction: ScatterReduction

  package init(_ node: NodeReader) throws(OperatorError) { reduction = try ScatterReduction(node) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let data = try inputs.required(0)
    let indices = try inputs.required(1, of: [.int64])
    let updates = try inputs.required(2)
    if let type = data.dataType { try inputs.check(2, of: [type]) }
    guard let extents = data.extents, let picked = indices.extents, let given = updates.extents else {
      return [ValueFact(data.dataType, data.extents)]
    }
    guard let last = picked.last, last ?? 0 <= extents.count else {
      throw .shape("indices \(BroadcastShape.text(picked)) name no slice of \(BroadcastShape.text(extents))")
    }
    guard let depth = last else { return [ValueFact(data.dataType, extents)] }
    let expected = picked.dropLast() + extents[depth...]
    guard expected.count == given.count,
      zip(expected, given).allSatisfy({ $0 == nil || $1 == nil || $0 == $1 })
    else {
      throw .shape(
        "updates of shape \(BroadcastShape.text(given)) where \(BroadcastShape.text(Array(expected))) is needed")
    }
    return [ValueFact(data.dataType, data.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    let data = try inputs.take(0)
    let slices = try SliceOffsets(of: inputs.required(1), in: data.shape, batchRank: 0)
    return [try reduction.apply(inputs.required(2), to: data, starts: slices.starts, length: slices.length)]
  }
}

/// What becomes of an element that is updated.
enum ScatterReduction: String, Sendable {
  case none, add, mul, max, min

  init(_ node: NodeReader) throws(OperatorError) {
    let name = try node.string("reduction", default: "none")
    guard let reduction = ScatterReduction(rawValue: name) else {
      throw .attribute("reduction", found: name, expected: "none, add, mul, max or min")
    }
    self = reduction
  }

  /// The data with block i of the updates put at offset `starts[i]`, one after another.
  func apply(_ updates: Tensor, to data: Tensor, starts: [Int], length: Int) throws(OperatorError) -> Tensor {
    if self == .none || (data.dataType == .string) {
      let movement = ScatterMovement(starts: starts, length: length)
      return try Tensor.moved(data.dataType, data.shape, from: [data, updates], by: movement)
    }
    let type = data.dataType
    let values = data.widened()
    var kernel = ScatterKernel(
      reduction: self, values: values, updates: updates.widened(), starts: starts, length: length)
    try values.dataType.dispatch(&kernel)
    return kernel.values.narrowed(to: type)
  }
}

private struct ScatterMovement: Movement {
  let starts: [Int]
  let length: Int

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    guard let data = sources[0].baseAddress, let output = target.baseAddress else { return }
    output.update(from: data, count: target.count)
    guard let updates = sources[1].baseAddress else { return }
    for (i, start) in starts.enumerated() {
      (output + start).update(from: updates + i * length, count: length)
    }
  }
}

private struct ScatterKernel: ArithmeticVisitor {
  let reduction: ScatterReduction
  var values: Tensor
  let updates: Tensor
  let starts: [Int]
  let length: Int

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) {
    updates.withElements(as: Element.self) { updates in
      values.withMutableElements(as: Element.self) { values in
        for (i, start) in starts.enumerated() {
          for j in 0..<length {
            let (old, new) = (values[start + j], updates[i * length + j])
            switch reduction {
            case .none: values[start + j] = new
            case .add: values[start + j] = .sum(old, new)
            case .mul: values[start + j] = .product(old, new)
            case .max: values[start + j] = .greater(old, new)
            case .min: values[start + j] = .lesser(old, new)
            }
          }
        }
      }
    }
  }
}
