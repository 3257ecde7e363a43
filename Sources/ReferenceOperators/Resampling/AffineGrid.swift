import Tensors

/// ONNX AffineGrid (20): the grid for ``GridSample`` that an affine map of the output's own positions gives.
///
/// Inputs: theta [N, 2, 3] or [N, 3, 4], floats; the output's size [N, C, H, W] or [N, C, D, H, W], an int64 list.
/// Output: [N, H, W, 2] or [N, D, H, W, 3], innermost axis first. Attribute `align_corners` (default 0): whether
/// -1 and 1 are the centres of the outermost elements, rather than their outer edges.
package struct AffineGrid: Operator {
  private let alignsCorners: Bool

  package init(_ reader: NodeReader) throws(OperatorError) { alignsCorners = try reader.flag("align_corners") }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let theta = try inputs.required(0, of: DataType.floats)
    _ = try inputs.required(1, of: DataType.indexTypes)
    guard let size = try inputs.integers(1) else { return [ValueFact(theta.dataType, nil)] }
    let axes = size.count - 2
    guard axes == 2 || axes == 3 else {
      throw .value("a size of \(size.count) extents where 4 or 5 are accepted")
    }
    try inputs.check(0, extents: [size[0], axes, axes + 1], "theta")
    return [ValueFact(theta.dataType, [size[0]] + size[2...] + [axes])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var kernel = MappedGrid(theta: try inputs.required(0), output: shape, alignsCorners: alignsCorners)
    return [try type.dispatch(&kernel)]
  }
}

private struct MappedGrid: RealVisitor {
  let theta: Tensor
  let output: Shape
  let alignsCorners: Bool

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let axes = output.rank - 2
    let theta = theta.elements(as: Element.self)
    return Tensor(output, of: Element.self) { target in
      var next = 0
      Indices.forEachPosition(of: Array(output.extents.dropLast())) { position in
        // Innermost axis first, then the constant.
        let place = (0..<axes).map { coordinate(of: position[axes - $0], extent: output[axes - $0], Element.self) }
        for row in 0..<axes {
          let factors = theta[((position[0] * axes + row) * (axes + 1))...].prefix(axes + 1)
          target[next] = zip(factors, place + [1]).reduce(0) { $0 + $1.0 * $1.1 }
          next += 1
        }
      }
    }
  }

  private func coordinate<Element: RealElement>(of position: Int, extent: Int, _: Element.Type) -> Element {
    if alignsCorners { return extent == 1 ? 0 : Element(2 * position) / Element(extent - 1) - 1 }
    return Element(2 * position + 1) / Element(extent) - 1
  }
}
