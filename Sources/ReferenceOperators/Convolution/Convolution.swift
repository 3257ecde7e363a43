import CKernels
import ModelGraph
import Tensors

/// ONNX Conv (1, 11, 22): Y = X * W + B over one or more spatial axes.
///
/// Inputs: X [N, C, spatial...], W [M, C / group, kernel...], optional B [M]; float, double, and float16 and
/// bfloat16 by way of float. Output: [N, M, windows...]. Attributes: ``ConvolutionAttributes``.
package struct Convolution: Operator {
  private let attributes: ConvolutionAttributes

  package init(_ reader: NodeReader) throws(OperatorError) { attributes = try ConvolutionAttributes(reader) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let weights = try inputs.required(1, of: DataType.floats)
    let type = try inputs.commonType(0..<3, of: DataType.floats)
    let extents = try attributes.outputExtents(input: input.extents, weight: weights.extents)
    if let filters = weights.extents?.first, let bias = inputs[2]?.extents {
      try Self.checkBias(bias, filters: filters)
    }
    return [ValueFact(type, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.required(0)
    let weights = try inputs.required(1)
    let geometry = try geometry(input: input.shape, weights: weights.shape)
    if shape.count == 0 { return [Tensor(type, shape) { _ in }] }
    if type == .float32, let layout = WindowLayout(geometry.axes) {
      let convolution = LaidOutConvolution(geometry: geometry, layout: layout, threads: context.threads)
      let epilogue = ProductEpilogue(nil, bias: inputs[2]?.elements(), along: 1, hasScale: true)
      if let output = convolution(input, weights, packed: nil, epilogue, output: shape) { return [output] }
    }
    var plain = PlainConvolution(geometry: geometry, input: input, weights: weights, bias: inputs[2])
    return [try type.dispatch(&plain)]
  }

  private func geometry(input: Shape, weights: Shape) throws(OperatorError) -> ConvolutionGeometry {
    try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: input.extents, weight: weights.extents)
  }

  /// - Throws: ``OperatorError/shape(_:)`` unless there is one bias a filter.
  static func checkBias(_ bias: [Int?], filters: Int?) throws(OperatorError) {
    guard bias.count == 1, bias[0] == nil || filters == nil || bias[0] == filters else {
      let text = bias.map { $0.map(String.init) ?? "?" }.joined(separator: "x")
      throw .shape("a bias of shape [\(text)] for \(filters.map(String.init) ?? "?") filters")
    }
  }
}

extension Convolution: ProductOperator {
  func packWeights(_ inputs: [ValueFact?], threads: Int) -> PackedOperand? {
    guard inputs.count >= 2, let weights = inputs[1]?.constant, weights.dataType == .float32, weights.count > 0,
      weights.shape.rank >= 3, attributes.groups >= 1, weights.shape[0] % attributes.groups == 0
    else { return nil }
    let rows = weights.shape[0] / attributes.groups
    let depth = weights.count / weights.shape[0]
    let isDepthwise = weights.shape[1] == 1 && attributes.groups > 1
    guard !isDepthwise else { return nil }
    let shape = ck_product_shape(m: rows, n: 1, k: depth, a: .rows(of: depth), b: .rows(of: 1))
    let starts = (0..<attributes.groups).map { $0 * rows * depth }
    return PackedOperand(.left, of: weights, at: starts, for: shape, threads: threads)
  }

  func evaluate(
    _ inputs: [Tensor?], packed: PackedOperand?, then program: ElementProgram?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor? {
    guard let input = inputs[0], let weights = inputs[1] else { return nil }
    let geometry = try geometry(input: input.shape, weights: weights.shape)
    guard let layout = WindowLayout(geometry.axes) else { return nil }
    let bias = inputs.count > 2 ? inputs[2]?.elements(as: Float.self) : nil
    return LaidOutConvolution(geometry: geometry, layout: layout, threads: threads)(
      input, weights, packed: packed, ProductEpilogue(program, bias: bias, along: 1, hasScale: true),
      output: output)
  }
}
