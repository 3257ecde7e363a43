/// A window along one spatial axis, with all of its extents resolved.
package struct WindowAxis: Hashable, Sendable {
  package let input: Int
  package let kernel: Int
  package let stride: Int
  package let dilation: Int
  package let padBegin: Int
  package let padEnd: Int
  /// Positions of the window: floor((paddedInput - span) / stride) + 1, at least 1; one more where an
  /// incomplete window counts.
  package let output: Int

  /// Input elements that the window covers, the gaps of its dilation included.
  package var span: Int { Self.span(kernel: kernel, dilation: dilation) }

  package var paddedInput: Int { padBegin + input + padEnd }

  private static func span(kernel: Int, dilation: Int) -> Int { (kernel - 1) * dilation + 1 }

  /// The windows of `attributes` over `input`, an axis each.
  /// - Throws: ``OperatorError/attribute(_:found:expected:)`` for a list whose length is not the number of
  ///   axes, ``OperatorError/shape(_:)`` where a window does not fit its padded input.
  package static func resolve(
    _ attributes: WindowAttributes, input: [Int], kernel: [Int]
  ) throws(OperatorError) -> [WindowAxis] {
    try resolve(attributes, known: input, kernel: kernel).compactMap { $0 }
  }

  /// The same where some extents are not known yet: `nil` for an axis whose input or kernel is `nil`.
  package static func resolve(
    _ attributes: WindowAttributes, known input: [Int?], kernel: [Int?]
  ) throws(OperatorError) -> [WindowAxis?] {
    let rank = input.count
    let strides = try list("strides", attributes.strides, count: rank, default: 1)
    let dilations = try list("dilations", attributes.dilations, count: rank, default: 1)
    // With automatic padding `pads` has no meaning, whatever its length.
    let explicit = attributes.automaticPadding == .explicit
    let pads = try list("pads", explicit ? attributes.pads : nil, count: 2 * rank, default: 0)
    guard kernel.count == rank else {
      throw .shape("a window of \(kernel.count) axes over an input of \(rank) spatial axes")
    }
    var axes: [WindowAxis?] = []
    for axis in 0..<rank {
      guard let input = input[axis], let kernel = kernel[axis] else {
        axes.append(nil)
        continue
      }
      var padding = (begin: pads[axis], end: pads[rank + axis])
      let stride = strides[axis]
      let span = span(kernel: kernel, dilation: dilations[axis])
      let isSame = attributes.automaticPadding == .sameUpper || attributes.automaticPadding == .sameLower
      if isSame {
        padding = samePadding(
          input: input, span: span, stride: stride, oddAtEnd: attributes.automaticPadding == .sameUpper)
      }
      let padded = padding.begin + input + padding.end
      guard padded >= span, input > 0 else {
        throw .shape(
          "a window that spans \(span) elements does not fit spatial axis \(axis) of \(padded), padding included")
      }
      var output = (padded - span) / stride + 1
      // One further, incomplete window, unless it would start in the padding at the end.
      if attributes.roundsUp, !isSame, (padded - span) % stride != 0, output * stride < padding.begin + input {
        output += 1
      }
      axes.append(
        WindowAxis(
          input: input, kernel: kernel, stride: stride, dilation: dilations[axis], padBegin: padding.begin,
          padEnd: padding.end, output: output))
    }
    return axes
  }

  private static func samePadding(
    input: Int, span: Int, stride: Int, oddAtEnd: Bool
  ) -> (begin: Int, end: Int) {
    let outputs = (input + stride - 1) / stride
    let total = max((outputs - 1) * stride + span - input, 0)
    return oddAtEnd ? (total / 2, total - total / 2) : (total - total / 2, total / 2)
  }

  /// An attribute with one integer an entry, `value` for each where it is absent.
  /// - Throws: ``OperatorError/attribute(_:found:expected:)`` for a list of another length.
  static func list(
    _ name: String, _ values: [Int]?, count: Int, default value: Int
  ) throws(OperatorError) -> [Int] {
    guard let values else { return [Int](repeating: value, count: count) }
    guard values.count == count else {
      throw .attribute(name, found: "\(values)", expected: "a list of \(count) integers")
    }
    return values
  }
}
