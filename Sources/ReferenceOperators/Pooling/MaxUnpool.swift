import Tensors

/// ONNX MaxUnpool (9, 11, 22): the elements of a MaxPool's output back at the places that they came from, zeros
/// elsewhere.
///
/// Inputs: X [N, C, spatial...], floats; the places, int64 of X's shape, as flat indices into the whole tensor that
/// the pooling had; optionally the output's shape, int64, at least as large: the rest is padded with zeros at the
/// end. Attributes: `kernel_shape`, `strides` (default 1), `pads` (default 0) of the pooling.
package struct MaxUnpool: Operator {
  private let windows: WindowAttributes

  package init(_ reader: NodeReader) throws(OperatorError) {
    windows = try WindowAttributes(reader)
    _ = try reader.required("kernel_shape", windows.kernelShape)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    _ = try inputs.required(1, of: [.int64])
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    let pooled = try pooledExtents(of: extents)
    try inputs.check(1, extents: extents, "places")
    guard inputs[2] != nil else { return [ValueFact(input.dataType, pooled)] }
    guard let wanted = try inputs.integers(2) else {
      return [ValueFact(input.dataType, [Int?](repeating: nil, count: extents.count))]
    }
    guard wanted.count == pooled.count, zip(wanted, pooled).allSatisfy({ $0 >= $1 ?? 0 }) else {
      throw .value("an output of \(wanted) where \(BroadcastShape.text(pooled)) has to fit in")
    }
    return [ValueFact(input.dataType, wanted)]
  }

  /// The extents that the pooling had: (extent - 1) * stride - pads + kernel along each axis.
  private func pooledExtents(of input: [Int?]) throws(OperatorError) -> [Int?] {
    let kernel = windows.kernelShape ?? []
    let axes = kernel.count
    guard input.count == axes + 2 else {
      throw .shape("a value of rank \(input.count) where a kernel of \(axes) axes needs \(axes + 2)")
    }
    let strides = try WindowAxis.list("strides", windows.strides, count: axes, default: 1)
    let pads = try WindowAxis.list("pads", windows.pads, count: 2 * axes, default: 0)
    var extents = [input[0], input[1]]
    for axis in 0..<axes {
      guard let extent = input[2 + axis] else {
        extents.append(nil)
        continue
      }
      // The bounds keep the product in range.
      guard 1...1 << 30 ~= extent else { throw .shape("spatial axis \(axis) of \(extent) elements") }
      let pooled = (extent - 1) * strides[axis] - pads[axis] - pads[axes + axis] + kernel[axis]
      guard pooled > 0 else { throw .shape("pads leave nothing of spatial axis \(axis)") }
      extents.append(pooled)
    }
    return extents
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.required(0)
    let pooled = try Shape(checked: pooledExtents(of: input.shape.extents).compactMap { $0 })
    var kernel = ReturnedElements(
      input: input, places: try Indices.normalized(inputs.required(1), extent: pooled.count), pooled: pooled,
      output: shape)
    return [try type.dispatch(&kernel)]
  }
}

private struct ReturnedElements: RealVisitor {
  let input: Tensor
  let places: [Int]
  /// The shape that the places count in.
  let pooled: Shape
  let output: Shape

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let (from, to) = (pooled.strides, output.strides)
    return Tensor(output, of: Element.self) { target in
      target.initialize(repeating: 0)
      input.withElements(as: Element.self) { input in
        for (value, place) in zip(input, places) {
          let offset = from.indices.reduce(0) { $0 + place / from[$1] % pooled[$1] * to[$1] }
          target[offset] = value
        }
      }
    }
  }
}
