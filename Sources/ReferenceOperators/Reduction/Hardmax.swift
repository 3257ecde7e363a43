import Tensors

/// Hardmax (ONNX Operators): 1 at the first largest element along the axis, 0 elsewhere.
///
/// Opset 12 and before: `axis` (default 1) splits the shape into rows and columns of a matrix; opset 13 and
/// later: `axis` (default -1) is the axis.
package struct Hardmax: Operator {
  private let axis: Int
  private let flattens: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    flattens = node.version < 13
    axis = try node.int("axis", default: flattens ? 1 : -1)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    if let extents = input.extents { _ = try Axes.index(axis, rank: extents.count) }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let axis = try Axes.index(axis, rank: shape.rank)
    let inner = flattens ? 1 : shape.count(of: axis + 1..<shape.rank)
    let extent = flattens ? shape.count(of: axis..<shape.rank) : shape[axis]
    var kernel = Kernel(value: try inputs.take(0), extent: extent, inner: inner)
    return [try type.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let value: Tensor
    let extent: Int
    let inner: Int

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      value.withElements(as: Element.self) { source in
        Tensor(value.shape, of: Element.self) { target in
          target.initialize(repeating: 0)
          for lane in 0..<(extent == 0 ? 0 : source.count / extent) {
            let start = lane / inner * extent * inner + lane % inner
            var best = start
            for i in 1..<extent where source[start + i * inner] > source[best] { best = start + i * inner }
            target[best] = 1
          }
        }
      }
    }
  }
}
