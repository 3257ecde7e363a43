/// The attributes of GridSample: `mode` (default linear; `bilinear` and `bicubic` before version 20),
/// `padding_mode` (default `zeros`) and `align_corners` (default 0).
package struct GridSampling: Sendable {
  /// How an element between others is found.
  package enum Mode: Sendable {
    /// The nearest one, ties to even.
    case nearest
    case interpolated(InterpolationWeights.Kernel)
  }

  /// What lies beyond an axis.
  package enum Padding: String, Sendable {
    case zeros
    /// The outermost element.
    case border
    /// The axis mirrored at its ends.
    case reflection
  }

  package let mode: Mode
  package let padding: Padding
  /// Whether -1 and 1 are the centres of the outermost elements, rather than their outer edges.
  package let alignsCorners: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    let isEarly = reader.version < 20
    let name = try reader.string("mode", default: isEarly ? "bilinear" : "linear")
    switch name {
    case "nearest": mode = .nearest
    case isEarly ? "bilinear" : "linear": mode = .interpolated(.linear)
    case isEarly ? "bicubic" : "cubic": mode = .interpolated(.cubic(-0.75))
    default:
      let accepted = isEarly ? "bilinear, nearest or bicubic" : "linear, nearest or cubic"
      throw .attribute("mode", found: name, expected: accepted)
    }
    let text = try reader.string("padding_mode", default: Padding.zeros.rawValue)
    guard let padding = Padding(rawValue: text) else {
      throw .attribute("padding_mode", found: text, expected: "zeros, border or reflection")
    }
    self.padding = padding
    alignsCorners = try reader.flag("align_corners")
  }
}
