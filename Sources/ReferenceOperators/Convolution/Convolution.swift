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
    let geometry = try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: input.shape.extents, weight: weights.shape.extents)
    if shape.count == 0 { return [Tensor(type, shape) { _ in }] }
    if type == .float32, let layout = WindowLayout(geometry.axes) {
      let convolution = LaidOutConvolution(geometry: geometry, layout: layout, threads: context.threads)
      return [convolution(input, weights, bias: inputs[2], output: shape)]
    }
    var plain = PlainConvolution(geometry: geometry, input: input, weights: weights, bias: inputs[2])
    return [try type.dispatch(&plain)]
  }

  /// - Throws: ``OperatorError/shape(_:)`` unless there is one bias a filter.
  static func checkBias(_ bias: [Int?], filters: Int?) throws(OperatorError) {
    guard bias.count == 1, bias[0] == nil || filters == nil || bias[0] == filters else {
      let text = bias.map { $0.map(String.init) ?? "?" }.joined(separator: "x")
      throw .shape("a bias of shape [\(text)] for \(filters.map(String.init) ?? "?") filters")
    }
  }
}
