/// The attributes of ConvTranspose: how its windows slide, `group` (default 1), and what settles the output's
/// extents where several inputs of a Conv would give the same output: `output_padding` (default 0) and
/// `output_shape` (the spatial extents).
struct TransposedConvolutionAttributes: Sendable {
  let groups: Int
  private let windows: WindowAttributes
  private let outputPadding: [Int]?
  private let outputShape: [Int]?

  init(_ reader: NodeReader) throws(OperatorError) {
    windows = try WindowAttributes(reader)
    groups = try reader.int("group", default: 1)
    guard groups > 0 else { throw .attribute("group", found: "\(groups)", expected: "1 or more") }
    outputPadding = try WindowAttributes.sizes("output_padding", atLeast: 0, reader)
    outputShape = try WindowAttributes.sizes("output_shape", atLeast: 1, reader)
  }

  /// The output's extents, as far as they follow from what is known.
  /// - Throws: ``OperatorError`` for ranks, channels, groups or windows that do not fit each other.
  func outputExtents(input: [Int?]?, weight: [Int?]?) throws(OperatorError) -> [Int?]? {
    guard let input, let weight else { return nil }
    guard input.count >= 3, weight.count == input.count else {
      throw .shape(
        "an input of rank \(input.count) and a weight of rank \(weight.count): both need one, 3 or more")
    }
    if let channels = input[1], let rows = weight[0], channels != rows || channels % groups != 0 {
      throw .shape("\(channels) input channels where \(groups) groups share a weight for \(rows)")
    }
    let (filters, overflow) = (weight[1] ?? 0).multipliedReportingOverflow(by: groups)
    guard !overflow else { throw .shape("\(groups) groups of \(weight[1] ?? 0) filters are too many") }
    let axes = try axes(input: Array(input[2...]), kernel: Array(weight[2...]))
    return [input[0], weight[1] == nil ? nil : filters] + axes.map { $0?.input }
  }

  /// The axes of the convolution that this one transposes: its input is the output here, and the other way
  /// round. `nil` for an axis whose extents are not known.
  func axes(input: [Int?], kernel: [Int?]) throws(OperatorError) -> [WindowAxis?] {
    let rank = input.count
    if let declared = windows.kernelShape {
      guard declared.count == rank, zip(declared, kernel).allSatisfy({ $1 == nil || $0 == $1 }) else {
        throw .attribute(
          "kernel_shape", found: "\(declared)", expected: "the weight's \(BroadcastShape.text(kernel))")
      }
    }
    let strides = try WindowAxis.list("strides", windows.strides, count: rank, default: 1)
    let dilations = try WindowAxis.list("dilations", windows.dilations, count: rank, default: 1)
    let extra = try WindowAxis.list("output_padding", outputPadding, count: rank, default: 0)
    let isExplicit = windows.automaticPadding == .explicit && outputShape == nil
    let pads = try WindowAxis.list("pads", isExplicit ? windows.pads : nil, count: 2 * rank, default: 0)
    if let outputShape { _ = try WindowAxis.list("output_shape", outputShape, count: rank, default: 0) }
    var axes: [WindowAxis?] = []
    for axis in 0..<rank {
      guard let input = input[axis], let kernel = kernel[axis] else {
        axes.append(nil)
        continue
      }
      // The bounds keep the products below in range.
      guard 1...1 << 30 ~= input, 1...1 << 30 ~= kernel else {
        throw .shape("spatial axis \(axis) of \(input) under a window of \(kernel): each is from 1 to 2^30")
      }
      let whole = strides[axis] * (input - 1) + extra[axis] + (kernel - 1) * dilations[axis] + 1
      var (begin, end) = (pads[axis], pads[rank + axis])
      if let total = paddingTotal(of: whole, output: outputShape?[axis], input: input, stride: strides[axis]) {
        (begin, end) =
          windows.automaticPadding == .sameUpper
          ? (total / 2, total - total / 2) : (total - total / 2, total / 2)
      }
      let output = outputShape?[axis] ?? whole - begin - end
      guard output > 0 else {
        throw .shape(
          "padding of \(begin) and \(end) leaves nothing of spatial axis \(axis) with \(whole) elements")
      }
      axes.append(
        WindowAxis(
          input: output, kernel: kernel, stride: strides[axis], dilation: dilations[axis], padBegin: begin,
          padEnd: end, output: input))
    }
    return axes
  }

  /// What has to be cut from an axis of `whole` elements where the output's extent is given, by `output_shape`
  /// or by `auto_pad`; `nil` where `pads` says it.
  private func paddingTotal(of whole: Int, output: Int?, input: Int, stride: Int) -> Int? {
    if let output { return max(whole - output, 0) }
    switch windows.automaticPadding {
    case .explicit, .valid: return nil
    case .sameUpper, .sameLower: return max(whole - input * stride, 0)
    }
  }
}
