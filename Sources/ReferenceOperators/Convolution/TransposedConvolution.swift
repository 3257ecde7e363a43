import Tensors

/// ONNX ConvTranspose (1, 11, 22): each input element adds the filters, times itself, to the output at its
/// window: the gradient of a Conv with regard to its input.
///
/// Inputs: X [N, C, spatial...], W [C, M / group, kernel...], optional B [M]; floats. Output: [N, M, spatial...]
/// with stride * (input - 1) + output_padding + (kernel - 1) * dilation + 1 - pads elements along each axis.
/// Attributes: ``TransposedConvolutionAttributes``. The versions differ in the types alone.
package struct TransposedConvolution: Operator {
  private let attributes: TransposedConvolutionAttributes

  package init(_ reader: NodeReader) throws(OperatorError) {
    attributes = try TransposedConvolutionAttributes(reader)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    let weights = try inputs.required(1)
    let type = try inputs.commonType(0..<3, of: DataType.floats)
    let extents = try attributes.outputExtents(input: input.extents, weight: weights.extents)
    if let extents, let bias = inputs[2]?.extents { try Convolution.checkBias(bias, filters: extents[1]) }
    return [ValueFact(type, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.required(0)
    let weights = try inputs.required(1)
    let axes = try attributes.axes(
      input: Array(input.shape.extents[2...]), kernel: Array(weights.shape.extents[2...]))
    var kernel = FoldedProducts(
      axes: axes.compactMap { $0 }, groups: attributes.groups, input: input, weights: weights, bias: inputs[2],
      output: shape, context: context)
    return [try type.dispatch(&kernel)]
  }
}

/// A transposed convolution as a matrix product a group of each image, filters' columns times input, whose result
/// is folded into the output.
private struct FoldedProducts: RealVisitor {
  let axes: [WindowAxis]
  let groups: Int
  let input: Tensor
  let weights: Tensor
  let bias: Tensor?
  let output: Shape
  let context: ExecutionContext

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let fold = ColumnFold(axes)
    let channels = input.shape[1] / groups
    let filters = output[1] / groups
    let inputPlane = input.shape.count(of: 2..<input.shape.rank)
    let outputPlane = output.count(of: 2..<output.rank)
    let columnRows = weights.shape.count(of: 1..<weights.shape.rank)
    let columns = try Shape(checked: [filters, fold.columnCount])
    try context.requireMemory(for: columns, of: Element.dataType)
    let bias = bias?.elements(as: Element.self)
    let products = StridedProducts(
      m: columnRows, n: inputPlane, k: channels, a: .columns(of: columnRows), b: .rows(of: inputPlane),
      cRow: inputPlane)
    return Tensor(output, of: Element.self) { target in
      guard let planes = target.baseAddress else { return }
      for plane in 0..<output[0] * output[1] {
        (planes + plane * outputPlane).initialize(repeating: bias?[plane % output[1]] ?? 0, count: outputPlane)
      }
      let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: columns.count)
      defer { buffer.deallocate() }
      input.withElements(as: Element.self) { input in
        weights.withElements(as: Element.self) { weights in
          for part in 0..<output[0] * groups {
            let weightsStart = part % groups * channels * columnRows
            let inputStart = part * channels * inputPlane
            products(weights, input, into: buffer, at: [(weightsStart, inputStart, 0)], threads: context.threads)
            concurrently(filters, threads: context.threads) { filter in
              guard let columns = buffer.baseAddress else { return }
              fold.add(
                UnsafePointer(columns + filter * fold.columnCount),
                to: planes + (part * filters + filter) * outputPlane)
            }
          }
        }
      }
    }
  }
}
