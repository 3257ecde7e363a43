/// How one axis is resized: where each output position lies in the input (ONNX Operators, Resize,
/// `coordinate_transformation_mode`).
package struct ResizeAxis: Sendable {
  package enum CoordinateMode: String, Sendable {
    case halfPixel = "half_pixel"
    case halfPixelSymmetric = "half_pixel_symmetric"
    case pytorchHalfPixel = "pytorch_half_pixel"
    case alignCorners = "align_corners"
    case asymmetric
    case halfPixelForNearest = "tf_half_pixel_for_nn"
    case cropAndResize = "tf_crop_and_resize"
  }

  package let input: Int
  package let output: Int
  package let scale: Double
  package let mode: CoordinateMode
  /// The region of interest along this axis, as shares of the input; for ``CoordinateMode/cropAndResize``.
  package let region: (start: Double, end: Double)

  /// The position in the input that an output position stands for; it may lie outside.
  package func origin(of position: Int) -> Double {
    let x = Double(position)
    switch mode {
    case .halfPixel: return (x + 0.5) / scale - 0.5
    case .halfPixelSymmetric:
      let adjustment = Double(output) / (scale * Double(input))
      return Double(input) / 2 * (1 - adjustment) + (x + 0.5) / scale - 0.5
    case .pytorchHalfPixel: return output > 1 ? (x + 0.5) / scale - 0.5 : 0
    case .alignCorners:
      // The reference implementation stretches to the scaled extent before it is rounded down.
      return output > 1 ? x * Double(input - 1) / (scale * Double(input) - 1) : 0
    case .asymmetric: return x / scale
    case .halfPixelForNearest: return (x + 0.5) / scale
    case .cropAndResize:
      let last = Double(input - 1)
      return output > 1
        ? region.start * last + x * (region.end - region.start) * last / Double(output - 1)
        : 0.5 * (region.start + region.end) * last
    }
  }

  /// Whether the output position takes the extrapolation value.
  package func isOutside(_ position: Int) -> Bool {
    guard mode == .cropAndResize else { return false }
    let origin = origin(of: position)
    return origin < 0 || origin > Double(input - 1)
  }

  /// Whether the axis comes out as it goes in.
  package var isIdentity: Bool { input == output && scale == 1 && mode != .cropAndResize }
}
