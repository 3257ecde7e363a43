/// The attributes that say how a window slides: those of Conv, ConvTranspose and the poolings.
package struct WindowAttributes: Sendable {
  /// How padding is found (ONNX, `auto_pad`).
  package enum AutomaticPadding: String, Sendable {
    /// From `pads`.
    case explicit = "NOTSET"
    /// ceil(input / stride) outputs, an odd unit of padding at the end.
    case sameUpper = "SAME_UPPER"
    /// The same with the odd unit at the beginning.
    case sameLower = "SAME_LOWER"
    /// None.
    case valid = "VALID"
  }

  package let kernelShape: [Int]?
  package let strides: [Int]?
  package let dilations: [Int]?
  /// All begins, then all ends.
  package let pads: [Int]?
  package let automaticPadding: AutomaticPadding
  /// Whether a last, incomplete window counts (`ceil_mode` of the poolings).
  package let roundsUp: Bool

  /// - Throws: ``OperatorError/attribute(_:found:expected:)`` for attributes of the wrong kind and for sizes
  ///   that no window has.
  package init(_ reader: NodeReader) throws(OperatorError) {
    kernelShape = try Self.sizes("kernel_shape", atLeast: 1, reader)
    strides = try Self.sizes("strides", atLeast: 1, reader)
    dilations = try Self.sizes("dilations", atLeast: 1, reader)
    pads = try Self.sizes("pads", atLeast: 0, reader)
    let text = try reader.string("auto_pad", default: AutomaticPadding.explicit.rawValue)
    guard let padding = AutomaticPadding(rawValue: text) else {
      throw .attribute("auto_pad", found: text, expected: "NOTSET, SAME_UPPER, SAME_LOWER or VALID")
    }
    automaticPadding = padding
    roundsUp = try reader.flag("ceil_mode")
  }

  /// The sizes are bounded so that later arithmetic on them and on extents (below 2^48) cannot overflow.
  static func sizes(
    _ name: String, atLeast minimum: Int, _ reader: NodeReader
  ) throws(OperatorError) -> [Int]? {
    guard let sizes = try reader.ints(name) else { return nil }
    for size in sizes where size < minimum || size > 1 << 30 {
      throw .attribute(name, found: "\(sizes)", expected: "a list of integers from \(minimum) to 2^30")
    }
    return sizes
  }
}
