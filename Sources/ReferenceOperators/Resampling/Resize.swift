import Tensors

/// Resize (ONNX Operators): the input sampled on a finer or coarser grid.
///
/// Opset 10: inputs X and scales, `mode` only, coordinates `asymmetric`, nearest `floor`; Upsample-9 is the same
/// and Upsample-7 has the scales as an attribute. Opset 11 and later: inputs X, roi, scales, sizes (one of the
/// last two); attributes `mode` (`nearest` by default, `linear`, `cubic`), `coordinate_transformation_mode`
/// (`half_pixel`), `nearest_mode` (`round_prefer_floor`), `cubic_coeff_a` (-0.75), `exclude_outside` (0),
/// `extrapolation_value` (0), and from opset 18 on `antialias` (0), `axes`, `keep_aspect_ratio_policy`
/// (`stretch`). Any type with `nearest`, numbers with the others.
package struct Resize: Operator {
  private enum Mode {
    case nearest(NearestRule)
    case interpolated(InterpolationWeights.Kernel)
  }

  private let mode: Mode
  private let extents: ResizeExtents
  private let antialias: Bool
  private let excludesOutside: Bool
  private let extrapolation: Float

  package init(_ node: NodeReader) throws(OperatorError) {
    extents = try ResizeExtents(node)
    antialias = try node.flag("antialias")
    excludesOutside = try node.flag("exclude_outside")
    extrapolation = try node.float("extrapolation_value", default: 0)
    let name = try node.string("mode", default: "nearest")
    switch name {
    case "nearest":
      let rule = try node.string("nearest_mode", default: node.version < 11 ? "floor" : "round_prefer_floor")
      guard let rule = NearestRule(rawValue: rule) else {
        throw .attribute(
          "nearest_mode", found: rule, expected: "round_prefer_floor, round_prefer_ceil, floor or ceil")
      }
      mode = .nearest(rule)
    case "linear", "bilinear": mode = .interpolated(.linear)
    case "cubic": mode = .interpolated(.cubic(Double(try node.float("cubic_coeff_a", default: -0.75))))
    default: throw .attribute("mode", found: name, expected: "nearest, linear or cubic")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    if case .interpolated = mode { try inputs.check(0, of: DataType.numbers) }
    return [ValueFact(input.dataType, try extents.outputExtents(inputs))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    guard let axes = try extents.axes(InputFacts(inputs)) else {
      throw .value("neither scales nor sizes are known")
    }
    let input = try inputs.take(0)
    guard shape.count > 0 else {
      return [try Tensor.moved(type, shape, from: [], by: StridedMovement(copies: []))]
    }
    switch mode {
    case .nearest(let rule):
      let fill = try Pad.fill(input: nil, extrapolation, type)
      let origins = axes.map { axis in
        (0..<axis.output).map { position in
          axis.isOutside(position)
            ? nil
            : axis.isIdentity ? position : rule.element(at: axis.origin(of: position), extent: axis.input)
        }
      }
      let movement = MappedMovement(
        shape: shape, origins: origins, strides: input.shape.strides, threads: context.threads)
      return [try Tensor.moved(type, shape, from: [input, fill], by: movement)]
    case .interpolated(let kernel):
      let real = type == .float64 ? input : try input.cast(to: .float32)
      var resampler = Resampler(values: real, axes: axes, extrapolation: extrapolation) { axis in
        InterpolationWeights(axis, kernel, antialias: antialias, excludesOutside: excludesOutside)
      }
      return [try real.dataType.dispatch(&resampler).cast(to: type)]
    }
  }
}

/// Resamples one axis after another: the kernels are separable.
private struct Resampler: RealVisitor {
  var values: Tensor
  let axes: [ResizeAxis]
  let extrapolation: Float
  let weights: (ResizeAxis) -> InterpolationWeights

  mutating func visit<Element: RealElement>(_: Element.Type) throws(OperatorError) -> Tensor {
    for (index, axis) in axes.enumerated() where !axis.isIdentity {
      var extents = values.shape.extents
      extents[index] = axis.output
      let shape = try Shape(checked: extents)
      values = resample(axis, at: index, to: shape, of: Element.self)
    }
    if axes.contains(where: { $0.mode == .cropAndResize }) { extrapolate(Element.self) }
    return values
  }

  private func resample<Element: RealElement>(
    _ axis: ResizeAxis, at index: Int, to shape: Shape, of _: Element.Type
  ) -> Tensor {
    let weights = weights(axis)
    let inner = shape.count(of: index + 1..<shape.rank)
    return values.withElements(as: Element.self) { source in
      Tensor(shape, of: Element.self) { target in
        target.initialize(repeating: 0)
        for outer in 0..<shape.count(of: 0..<index) {
          for position in 0..<axis.output {
            let to = (outer * axis.output + position) * inner
            for tap in 0..<weights.taps {
              let weight = Element(weights.weights[position * weights.taps + tap])
              guard weight != 0 else { continue }
              let from = (outer * axis.input + weights.elements[position * weights.taps + tap]) * inner
              for i in 0..<inner { target[to + i] += weight * source[from + i] }
            }
          }
        }
      }
    }
  }

  /// Overwrites what lies outside the region along any axis.
  private mutating func extrapolate<Element: RealElement>(_: Element.Type) {
    let shape = values.shape
    let strides = shape.strides
    let outside = axes.map { axis in (0..<axis.output).map(axis.isOutside) }
    values.withMutableElements(as: Element.self) { values in
      for i in values.indices where axes.indices.contains(where: { outside[$0][i / strides[$0] % shape[$0]] }) {
        values[i] = Element(extrapolation)
      }
    }
  }
}
