import Tensors

/// The windows of a pooling: as a convolution's, over every channel alike, `kernel_shape` required.
struct PoolingWindows: Sendable {
  private let attributes: WindowAttributes
  private let kernel: [Int]

  init(_ reader: NodeReader) throws(OperatorError) {
    attributes = try WindowAttributes(reader)
    kernel = try reader.required("kernel_shape", attributes.kernelShape)
    // Establishes that the product of its extents does not overflow.
    _ = try Shape(checked: kernel)
  }

  /// The output's extents for an input [N, C, spatial...].
  func outputExtents(of input: [Int?]) throws(OperatorError) -> [Int?] {
    guard input.count >= 3 else {
      throw .shape("an input of rank \(input.count) where batch, channels and spatial axes are pooled")
    }
    return input[..<2]
      + (try WindowAxis.resolve(attributes, known: Array(input[2...]), kernel: kernel)).map { $0?.output }
  }

  /// The windows along the spatial axes of an input whose output extents have been found.
  func axes(of input: Shape) throws(OperatorError) -> [WindowAxis] {
    try WindowAxis.resolve(attributes, input: Array(input.extents[2...]), kernel: kernel)
  }
}
