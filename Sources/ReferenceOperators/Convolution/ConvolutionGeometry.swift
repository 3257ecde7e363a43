import Tensors

/// A convolution with all of its extents resolved (ONNX Operators, Conv): input `[batch, channels, ...]`,
/// weight `[filters, channels / groups, ...]`, output `[batch, filters, ...]`, any number of spatial axes.
package struct ConvolutionGeometry: Hashable, Sendable {
  package let batch: Int
  package let groups: Int
  /// Over all groups.
  package let channels: Int
  /// Over all groups.
  package let filters: Int
  /// The spatial axes, outermost first.
  package let axes: [WindowAxis]

  /// - Throws: ``OperatorError`` for ranks, channels, groups or windows that do not fit each other.
  package init(
    _ attributes: WindowAttributes, groups: Int, input: [Int], weight: [Int]
  ) throws(OperatorError) {
    guard input.count >= 3, weight.count == input.count else {
      throw .shape(
        "an input of rank \(input.count) and a weight of rank \(weight.count) where both need the same rank, 3 or more"
      )
    }
    guard groups >= 1 else { throw .attribute("group", found: "\(groups)", expected: "1 or more") }
    let (channels, overflow) = weight[1].multipliedReportingOverflow(by: groups)
    guard !overflow, input[1] == channels else {
      throw .shape("\(input[1]) input channels where \(groups) groups of \(weight[1]) are convolved")
    }
    guard weight[0] % groups == 0 else { throw .shape("\(weight[0]) filters do not divide into \(groups) groups") }
    let kernel = Array(weight[2...])
    if let declared = attributes.kernelShape, declared != kernel {
      throw .attribute("kernel_shape", found: "\(declared)", expected: "the weight's \(kernel)")
    }
    guard kernel.allSatisfy({ 1...1 << 30 ~= $0 }) else {
      throw .shape("a weight with spatial extents \(kernel) where each is from 1 to 2^30")
    }
    self.batch = input[0]
    self.groups = groups
    self.channels = channels
    self.filters = weight[0]
    self.axes = try WindowAxis.resolve(attributes, input: Array(input[2...]), kernel: kernel)
    // Establishes that products of output extents do not overflow.
    _ = try Shape(checked: outputExtents)
  }

  package var channelsPerGroup: Int { channels / groups }
  package var filtersPerGroup: Int { filters / groups }
  /// Weights of one filter: channels of its group times the kernel's extents.
  package var filterCount: Int { axes.reduce(channelsPerGroup) { $0 * $1.kernel } }
  /// Elements of one channel of the input, and of the output.
  package var inputPlane: Int { axes.reduce(1) { $0 * $1.input } }
  package var outputPlane: Int { axes.reduce(1) { $0 * $1.output } }
  package var outputExtents: [Int] { [batch, filters] + axes.map(\.output) }
}
