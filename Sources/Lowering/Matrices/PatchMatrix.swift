import ReferenceOperators

/// The input patches of one image and group (im2col): a row an output position, a column a weight of a
/// filter, in the order of the weight tensor: channel, then kernel position. Padding reads as zero.
struct PatchMatrix: Sendable {
  /// Three spatial axes, unit ones in front of what the convolution has.
  let axes: [WindowAxis]
  let channels: Int
  /// Offset of the group's first channel in the input, and the step from one to the next.
  let offset: Int
  let plane: Int

  init(_ geometry: ConvolutionGeometry, image: Int, group: Int) {
    axes = [WindowAxis](repeating: .unit, count: 3 - geometry.axes.count) + geometry.axes
    channels = geometry.channelsPerGroup
    plane = geometry.inputPlane
    offset = (image * geometry.channels + group * channels) * plane
  }

  var rows: Int { axes.reduce(1) { $0 * $1.output } }
  var columns: Int { axes.reduce(channels) { $0 * $1.kernel } }

  /// Copies the patches out of the input `memory` to steps of the target's own. The target holds zeros:
  /// what lies in the padding is not written.
  func gather(
    from memory: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, rowStep: Int, columnStep: Int
  ) {
    let (z, x, y) = (axes[0], axes[1], axes[2])
    var row = 0
    for outZ in 0..<z.output {
      for outX in 0..<x.output {
        var column = 0
        for channel in 0..<channels {
          for kernelZ in 0..<z.kernel {
            let inZ = z.position(output: outZ, kernel: kernelZ)
            for kernelX in 0..<x.kernel {
              let inX = x.position(output: outX, kernel: kernelX)
              if inZ >= 0, inZ < z.input, inX >= 0, inX < x.input {
                gatherLine(
                  from: memory + offset + channel * plane + (inZ * x.input + inX) * y.input,
                  to: target + row * rowStep + column * columnStep, rowStep: rowStep, columnStep: columnStep)
              }
              column += y.kernel
            }
          }
        }
        row += y.output
      }
    }
  }

  /// One line of outputs along the last axis: every kernel position of it, from one line of the input.
  private func gatherLine(
    from line: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, rowStep: Int, columnStep: Int
  ) {
    let y = axes[2]
    for kernelY in 0..<y.kernel {
      let inside = y.outputsInside(kernel: kernelY)
      guard !inside.isEmpty else { continue }
      copyMatrix(
        rows: 1, columns: inside.count,
        from: line + y.position(output: inside.lowerBound, kernel: kernelY), 0, y.stride,
        to: target + kernelY * columnStep + inside.lowerBound * rowStep, 0, rowStep)
    }
  }
}
