import Tensors

/// DeformConv (ONNX Operators, 19 and 22; Dai et al. 2017, Zhu et al. 2018): a convolution over two spatial axes
/// that reads the image at shifted places, interpolated bilinearly, 0 outside.
///
/// Inputs: X [N, C, H, W], W [M, C / group, kH, kW], offsets [N, `offset_group` kH kW 2, oH, oW] (down, then
/// right), optional B [M], optional mask [N, `offset_group` kH kW, oH, oW], which scales what is read; floats.
/// Output [N, M, oH, oW]. Attributes: ``ConvolutionAttributes``, `offset_group` (default 1).
struct DeformableConvolution: Operator {
  private let attributes: ConvolutionAttributes
  private let offsetGroups: Int

  init(_ node: NodeReader) throws(OperatorError) {
    attributes = try ConvolutionAttributes(node)
    offsetGroups = try node.int("offset_group", default: 1)
    guard (1...1 << 20).contains(offsetGroups) else {
      throw .attribute("offset_group", found: "\(offsetGroups)", expected: "1 or more")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let weights = try inputs.required(1)
    _ = try inputs.required(2)
    let type = try inputs.commonType(0..<5, of: DataType.floats)
    if let rank = input.extents?.count, rank != 4 {
      throw .unsupported("a deformable convolution of rank \(rank)")
    }
    let extents = try attributes.outputExtents(input: input.extents, weight: weights.extents)
    if let extents, let kernel = weights.extents, let filters = extents[1] {
      let taps = kernel[2].flatMap { height in kernel[3].map { height * $0 * offsetGroups } }
      try inputs.check(2, extents: [extents[0], taps.map { 2 * $0 }, extents[2], extents[3]], "offsets")
      try inputs.check(4, extents: [extents[0], taps, extents[2], extents[3]], "a mask")
      if let bias = inputs[3]?.extents { try Convolution.checkBias(bias, filters: filters) }
    }
    if let channels = input.extents?[1], channels % offsetGroups != 0 {
      throw .shape("\(channels) channels do not divide into \(offsetGroups) offset groups")
    }
    return [ValueFact(type, extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let (input, weights) = (try inputs.required(0), try inputs.required(1))
    let geometry = try ConvolutionGeometry(
      attributes.windows, groups: attributes.groups, input: input.shape.extents, weight: weights.shape.extents)
    var kernel = Kernel(
      geometry: geometry, offsetGroups: offsetGroups, shape: shape, input: input, weights: weights,
      offsets: try inputs.required(2), bias: inputs[3], mask: inputs[4])
    return [try type.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let geometry: ConvolutionGeometry
    let offsetGroups: Int
    let shape: Shape
    let input: Tensor
    let weights: Tensor
    let offsets: Tensor
    let bias: Tensor?
    let mask: Tensor?

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      let bias = bias?.elements(as: Element.self)
      let scales = mask?.elements(as: Element.self)
      let sampler = Sampler<Element>(geometry: geometry, offsetGroups: offsetGroups)
      let (filters, channels) = (geometry.filtersPerGroup, geometry.channelsPerGroup)
      let taps = geometry.axes[0].kernel * geometry.axes[1].kernel
      return input.withElements(as: Element.self) { source in
        weights.withElements(as: Element.self) { weights in
          offsets.withElements(as: Element.self) { offsets in
            Tensor(shape, of: Element.self) { target in
              for image in 0..<geometry.batch {
                for position in 0..<geometry.outputPlane {
                  // All channels' values under the window, read once for all filters.
                  let values = sampler.values(image, position, source, offsets, scales)
                  for filter in 0..<geometry.filters {
                    let first = filter / filters * channels * taps
                    var sum = bias?[filter] ?? 0
                    for i in 0..<channels * taps {
                      sum += weights[filter * channels * taps + i] * values[first + i]
                    }
                    target[(image * geometry.filters + filter) * geometry.outputPlane + position] = sum
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Reads what one position of the deformed window sees.
private struct Sampler<Element: RealElement> {
  let geometry: ConvolutionGeometry
  let offsetGroups: Int

  /// The values of every channel and tap, channel by channel.
  func values(
    _ image: Int, _ position: Int, _ source: UnsafeBufferPointer<Element>,
    _ offsets: UnsafeBufferPointer<Element>, _ scales: [Element]?
  ) -> [Element] {
    let (rows, columns) = (geometry.axes[0], geometry.axes[1])
    let taps = rows.kernel * columns.kernel
    let (row, column) = position.quotientAndRemainder(dividingBy: columns.output)
    var values = [Element](repeating: 0, count: geometry.channels * taps)
    for tap in 0..<taps {
      let (i, j) = tap.quotientAndRemainder(dividingBy: columns.kernel)
      let top = Element(row * rows.stride - rows.padBegin + i * rows.dilation)
      let left = Element(column * columns.stride - columns.padBegin + j * columns.dilation)
      for channel in 0..<geometry.channels {
        let group = channel / (geometry.channels / offsetGroups)
        let index = (image * offsetGroups + group) * taps + tap
        let y = top + offsets[2 * index * geometry.outputPlane + position]
        let x = left + offsets[(2 * index + 1) * geometry.outputPlane + position]
        let plane = (image * geometry.channels + channel) * geometry.inputPlane
        values[channel * taps + tap] =
          interpolated(source, plane, y: y, x: x) * (scales?[index * geometry.outputPlane + position] ?? 1)
      }
    }
    return values
  }

  private func interpolated(
    _ source: UnsafeBufferPointer<Element>, _ plane: Int, y: Element, x: Element
  ) -> Element {
    let (height, width) = (geometry.axes[0].input, geometry.axes[1].input)
    guard y > -1, y < Element(height), x > -1, x < Element(width) else { return 0 }
    let (top, left) = (y.rounded(.down), x.rounded(.down))
    func pixel(_ row: Int, _ column: Int) -> Element {
      (0..<height).contains(row) && (0..<width).contains(column) ? source[plane + row * width + column] : 0
    }
    let (row, column) = (Int(top), Int(left))
    let (v, h) = (y - top, x - left)
    return (1 - v) * ((1 - h) * pixel(row, column) + h * pixel(row, column + 1))
      + v * ((1 - h) * pixel(row + 1, column) + h * pixel(row + 1, column + 1))
  }
}
