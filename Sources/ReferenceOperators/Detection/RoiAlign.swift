import Tensors

/// RoiAlign (ONNX Operators, 10, 16, 22; He et al. 2017): each region of an image sampled on a grid of bins, from
/// bilinear interpolation.
///
/// Inputs: images [N, C, H, W], regions [regions, 4] as x1, y1, x2, y2 (of the images' type: float, double, and
/// the 16-bit types by way of float), int64 image of each region [regions]. Output [regions, C, `output_height`,
/// `output_width`] (defaults 1). `spatial_scale` (default 1) takes regions to pixels; `sampling_ratio` samples
/// (default 0: as many as there are pixels) along each axis of a bin are averaged (`mode` avg, default) or their
/// largest weighted neighbour is taken (max). `coordinate_transformation_mode` half_pixel (default from version 16 on)
/// shifts by half a pixel; before, and with output_half_pixel, regions are at least one pixel large.
struct RoiAlign: Operator {
  private let height: Int
  private let width: Int
  private let samples: Int
  private let scale: Float
  private let takesMaximum: Bool
  private let shifts: Bool

  init(_ node: NodeReader) throws(OperatorError) {
    height = try node.int("output_height", default: 1)
    width = try node.int("output_width", default: 1)
    samples = try node.int("sampling_ratio", default: 0)
    scale = try node.float("spatial_scale", default: 1)
    guard (1...1 << 20).contains(height), (1...1 << 20).contains(width), (0...1 << 10).contains(samples) else {
      throw .attribute(
        "output_height", found: "\(height) x \(width), sampling_ratio \(samples)",
        expected: "1 to 2^20, sampling_ratio 0 to 1024")
    }
    let mode = try node.string("mode", default: "avg")
    guard mode == "avg" || mode == "max" else { throw .attribute("mode", found: mode, expected: "avg or max") }
    takesMaximum = mode == "max"
    let earlier = "output_half_pixel"
    let transformation = try node.string(
      "coordinate_transformation_mode", default: node.version < 16 ? earlier : "half_pixel")
    guard transformation == "half_pixel" || transformation == earlier else {
      throw .attribute(
        "coordinate_transformation_mode", found: transformation, expected: "half_pixel or output_half_pixel")
    }
    shifts = transformation == "half_pixel"
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let images = try inputs.required(0, of: DataType.floats)
    let regions = try inputs.required(1)
    _ = try inputs.required(2, of: [.int64])
    let type = try inputs.commonType(0..<2, of: DataType.floats)
    try inputs.check(0, extents: [nil, nil, nil, nil], "images")
    try inputs.check(1, extents: [nil, 4], "regions")
    try inputs.check(2, extents: [regions.extents?[0]], "indices")
    return [ValueFact(type, [regions.extents?[0], images.extents?[1], height, width])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let images = try inputs.required(0)
    let indices = try Indices.normalized(inputs.required(2), extent: images.shape[0])
    var kernel = Kernel(
      roiAlign: self, images: images, regions: try inputs.required(1), indices: indices, shape: shape)
    return [try images.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let roiAlign: RoiAlign
    let images: Tensor
    let regions: Tensor
    let indices: [Int]
    let shape: Shape

    mutating func visit<Element: RealElement>(_: Element.Type) throws(OperatorError) -> Tensor {
      let corners = regions.elements(as: Element.self)
      var grids: [SamplingGrid<Element>] = []
      for region in indices.indices {
        grids.append(try roiAlign.grid(over: Array(corners[region * 4..<region * 4 + 4])))
      }
      let (channels, plane) = (shape[1], images.shape[2] * images.shape[3])
      return images.withElements(as: Element.self) { source in
        Tensor(shape, of: Element.self) { target in
          for (region, grid) in grids.enumerated() {
            for bin in 0..<shape[2] * shape[3] {
              let (row, column) = bin.quotientAndRemainder(dividingBy: shape[3])
              let points = grid.points(row: row, column: column, height: images.shape[2], width: images.shape[3])
              for channel in 0..<channels {
                let start = (indices[region] * channels + channel) * plane
                target[((region * channels + channel) * shape[2] + row) * shape[3] + column] =
                  pooled(points, source, start)
              }
            }
          }
        }
      }
    }

    /// The mean, or the largest, of the image's values at the points.
    private func pooled<Element: RealElement>(
      _ points: [BilinearPoint<Element>], _ image: UnsafeBufferPointer<Element>, _ start: Int
    ) -> Element {
      guard !points.isEmpty else { return 0 }
      if roiAlign.takesMaximum {
        return points.reduce(-.infinity) { max($0, $1.value(image, start, takesMaximum: true)) }
      }
      return points.reduce(0) { $0 + $1.value(image, start, takesMaximum: false) } / Element(points.count)
    }
  }

  private func grid<Element: RealElement>(over corners: [Element]) throws(OperatorError) -> SamplingGrid<Element> {
    let offset: Element = shifts ? 0.5 : 0
    let scaled = corners.map { $0 * Element(scale) - offset }
    let least: Element = shifts ? -.infinity : 1
    let size = (width: max(scaled[2] - scaled[0], least), height: max(scaled[3] - scaled[1], least))
    let bin = (width: size.width / Element(width), height: size.height / Element(height))
    return SamplingGrid(
      left: scaled[0], top: scaled[1], binWidth: bin.width, binHeight: bin.height,
      columns: try sampleCount(bin.width), rows: try sampleCount(bin.height))
  }

  private func sampleCount<Element: RealElement>(_ extent: Element) throws(OperatorError) -> Int {
    if samples > 0 { return samples }
    guard extent < Element(1 << 12) else { throw .value("a region with bins of \(extent) pixels, more than 4096") }
    return Int(max(extent, 0).rounded(.up))
  }
}

/// Where one region is sampled: a grid in each of its bins.
private struct SamplingGrid<Element: RealElement> {
  let left: Element
  let top: Element
  let binWidth: Element
  let binHeight: Element
  let columns: Int
  let rows: Int

  func points(row: Int, column: Int, height: Int, width: Int) -> [BilinearPoint<Element>] {
    var points: [BilinearPoint<Element>] = []
    points.reserveCapacity(rows * columns)
    for i in 0..<rows {
      let y = top + Element(row) * binHeight + (Element(i) + 0.5) * binHeight / Element(rows)
      for j in 0..<columns {
        let x = left + Element(column) * binWidth + (Element(j) + 0.5) * binWidth / Element(columns)
        points.append(BilinearPoint(y: y, x: x, height: height, width: width))
      }
    }
    return points
  }
}

/// Four neighbouring pixels and their weights; all weights are 0 more than a pixel outside the image.
private struct BilinearPoint<Element: RealElement> {
  private var offsets = (0, 0, 0, 0)
  private var weights: (Element, Element, Element, Element) = (0, 0, 0, 0)

  init(y: Element, x: Element, height: Int, width: Int) {
    guard y >= -1, y <= Element(height), x >= -1, x <= Element(width), height > 0, width > 0 else { return }
    let (top, bottom, v) = Self.neighbours(y, extent: height)
    let (left, right, h) = Self.neighbours(x, extent: width)
    offsets = (top * width + left, top * width + right, bottom * width + left, bottom * width + right)
    weights = ((1 - v) * (1 - h), (1 - v) * h, v * (1 - h), v * h)
  }

  private static func neighbours(_ position: Element, extent: Int) -> (low: Int, high: Int, fraction: Element) {
    let clamped = max(position, 0)
    let low = Int(clamped)
    guard low < extent - 1 else { return (extent - 1, extent - 1, 0) }
    return (low, low + 1, clamped - Element(low))
  }

  func value(_ image: UnsafeBufferPointer<Element>, _ start: Int, takesMaximum: Bool) -> Element {
    let a = weights.0 * image[start + offsets.0]
    let b = weights.1 * image[start + offsets.1]
    let c = weights.2 * image[start + offsets.2]
    let d = weights.3 * image[start + offsets.3]
    return takesMaximum ? max(max(a, b), max(c, d)) : a + b + c + d
  }
}
