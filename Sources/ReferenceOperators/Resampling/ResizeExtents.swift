import Tensors

/// The part of Resize that decides how large the output is: scales, sizes, axes and the aspect ratio.
package struct ResizeExtents: Sendable {
  private enum AspectRatio: String {
    case stretch
    case notLarger = "not_larger"
    case notSmaller = "not_smaller"
  }

  private let attributeScales: [Float]?
  private let scalesInput: Int?
  private let hasSizesAndRegion: Bool
  private let axes: [Int]?
  private let aspectRatio: AspectRatio
  private let coordinates: ResizeAxis.CoordinateMode

  package init(_ node: NodeReader) throws(OperatorError) {
    attributeScales = try node.floats("scales")
    hasSizesAndRegion = node.version >= 11
    scalesInput = attributeScales != nil ? nil : hasSizesAndRegion ? 2 : 1
    axes = try node.ints("axes")
    let policy = try node.string("keep_aspect_ratio_policy", default: "stretch")
    guard let aspectRatio = AspectRatio(rawValue: policy) else {
      throw .attribute("keep_aspect_ratio_policy", found: policy, expected: "stretch, not_larger or not_smaller")
    }
    self.aspectRatio = aspectRatio
    let mode = try node.string(
      "coordinate_transformation_mode", default: node.version < 11 ? "asymmetric" : "half_pixel")
    guard let coordinates = ResizeAxis.CoordinateMode(rawValue: mode) else {
      throw .attribute("coordinate_transformation_mode", found: mode, expected: "one of ONNX's modes")
    }
    self.coordinates = coordinates
  }

  package func outputExtents(_ inputs: InputFacts) throws(OperatorError) -> [Int?]? {
    guard let extents = try inputs.required(0).extents else { return nil }
    guard !extents.contains(nil), let axes = try axes(inputs) else {
      return [Int?](repeating: nil, count: extents.count)
    }
    return axes.map(\.output)
  }

  /// Every axis of the input; `nil` where the scales or sizes are not known.
  package func axes(_ inputs: InputFacts) throws(OperatorError) -> [ResizeAxis]? {
    guard let shape = try inputs.required(0).shape else { return nil }
    let named =
      try axes.map { axes throws(OperatorError) in try Axes.indices(axes, rank: shape.rank) }
      ?? Array(0..<shape.rank)
    guard let sizes = try sizes(of: shape, named, inputs) else { return nil }
    let region = try floats(hasSizesAndRegion ? inputs[1] : nil) ?? []
    guard region.allSatisfy({ abs($0) <= 1e6 }) else {
      throw .value("roi \(region) where shares of the input are accepted")
    }
    return try (0..<shape.rank).map { axis throws(OperatorError) in
      guard let index = named.firstIndex(of: axis) else {
        return ResizeAxis(input: shape[axis], output: shape[axis], scale: 1, mode: .asymmetric, region: (0, 1))
      }
      let (output, scale) = sizes[index]
      guard shape[axis] > 0 || output == 0 else { throw .shape("axis \(axis) of extent 0 cannot be enlarged") }
      let hasRegion = region.count == 2 * named.count
      guard hasRegion || coordinates != .cropAndResize else {
        throw .value("tf_crop_and_resize needs a roi of \(2 * named.count) numbers")
      }
      return ResizeAxis(
        input: shape[axis], output: output, scale: scale, mode: coordinates,
        region: hasRegion ? (Double(region[index]), Double(region[index + named.count])) : (0, 1))
    }
  }

  /// Output extent and scale of each named axis.
  private func sizes(
    of shape: Shape, _ named: [Int], _ inputs: InputFacts
  ) throws(OperatorError) -> [(output: Int, scale: Double)]? {
    let scaleInput = scalesInput.flatMap { inputs[$0] }
    if hasSizesAndRegion, inputs[3] != nil {
      guard let sizes = try inputs.integers(3) else { return nil }
      if !sizes.isEmpty { return try fitted(sizes, shape, named) }
    }
    guard attributeScales != nil || scaleInput != nil else { throw .missingInput(index: scalesInput ?? 1) }
    let given = try floats(scaleInput)
    guard let scales = attributeScales ?? given else { return nil }
    guard scales.count == named.count, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .value("scales \(scales) where \(named.count) positive numbers are accepted")
    }
    var result: [(output: Int, scale: Double)] = []
    for (axis, scale) in zip(named, scales) {
      guard let output = Int(exactly: (Double(shape[axis]) * Double(scale)).rounded(.down)) else {
        throw .value("a scale of \(scale) is too large for an extent of \(shape[axis])")
      }
      result.append((output, Double(scale)))
    }
    return result
  }

  private func floats(_ fact: ValueFact?) throws(OperatorError) -> [Float]? {
    try fact?.constant?.cast(to: .float32).elements(as: Float.self)
  }

  private func fitted(
    _ sizes: [Int], _ shape: Shape, _ named: [Int]
  ) throws(OperatorError) -> [(output: Int, scale: Double)] {
    guard sizes.count == named.count, sizes.allSatisfy({ $0 >= 0 && $0 < 1 << 48 }) else {
      throw .value("sizes \(sizes) where \(named.count) extents are accepted")
    }
    let scales = zip(named, sizes).map { axis, size in
      shape[axis] == size ? 1 : Double(size) / Double(shape[axis])
    }
    let common = aspectRatio == .notLarger ? scales.min() : aspectRatio == .notSmaller ? scales.max() : nil
    guard let common else { return Array(zip(sizes, scales)) }
    guard common.isFinite else { throw .shape("an axis of extent 0 cannot be enlarged") }
    return named.map { axis in (Int((common * Double(shape[axis]) + 0.5).rounded(.down)), common) }
  }
}
