import CKernels
import Tensors

/// Float32 convolution over images in a ``WindowLayout``: depthwise ones directly, the others as the product
/// of the filters with the image's windows, which are packed straight from the image (implicit im2col).
struct LaidOutConvolution {
  let geometry: ConvolutionGeometry
  let layout: WindowLayout
  let threads: Int

  /// Floats that images laid out at a time may have: 32 MiB, or one image.
  private static let roundCount = 8 << 20

  /// What the kernels need of one convolution.
  private struct Operands {
    let input: UnsafePointer<Float>
    let weights: UnsafePointer<Float>
    /// The weights of a group, packed.
    let packed: (_ group: Int) -> UnsafePointer<Float>?
    let scale: UnsafePointer<Float>?
    let bias: UnsafePointer<Float>?
    let low: Float
    let high: Float
    let program: UnsafePointer<ck_program>?
    let output: UnsafeMutablePointer<Float>
  }

  /// - Parameter packed: the weights as a left operand a group.
  /// - Returns: `nil` where the kernels cannot run the epilogue.
  func callAsFunction(
    _ input: Tensor, _ weights: Tensor, packed: PackedOperand?, _ epilogue: ProductEpilogue, output: Shape
  ) -> Tensor? {
    var isDone = false
    let weights = packed.standIn(for: weights, in: product)
    let result = Tensor(output, of: Float.self) { target in
      guard let target = target.baseAddress else { return }
      isDone = epilogue.withProgram(result: target) { program in
        packed.withParts { packed in
          epilogue.scale.withPointer { scale in
            epilogue.bias.withPointer { bias in
              input.withElements(as: Float.self) { input in
                weights.withFloatsInPlace { weights in
                  guard let input = input.baseAddress, let weights = weights.baseAddress else { return }
                  run(
                    Operands(
                      input: input, weights: weights, packed: packed, scale: scale, bias: bias, low: epilogue.low,
                      high: epilogue.high, program: program, output: target))
                }
              }
            }
          }
        }
      }
    }
    return isDone ? result : nil
  }

  /// The filters of a group times the windows of an image. Those of a pointwise convolution are the image itself, a
  /// channel a row.
  private var product: ck_product_shape {
    ck_product_shape(
      m: geometry.filtersPerGroup, n: geometry.outputPlane, k: geometry.filterCount,
      a: .rows(of: geometry.filterCount), b: .rows(of: layout.channelCount))
  }

  private func run(_ operands: Operands) {
    if geometry.channelsPerGroup == 1 && geometry.groups > 1 {
      convolveDepthwise(operands)
    } else {
      multiply(operands)
    }
  }

  /// A task is one channel of one image with its filters.
  private func convolveDepthwise(_ operands: Operands) {
    let taps = geometry.filterCount
    let planeCount = layout.channelCount + WindowLayout.slack
    let planeBytes = planeCount * MemoryLayout<Float>.stride
    let programBytes = operands.program.map { Int(ck_program_scratch($0)) } ?? 0
    layout.withWindows(channels: 1, isSlackAllowed: true) { windows in
      let rows = geometry.outputPlane / windows.pointee.row_length
      concurrently(
        geometry.batch * geometry.channels, threads: threads, scratchBytes: planeBytes + programBytes
      ) { task, scratch in
        guard let plane = scratch?.assumingMemoryBound(to: Float.self) else { return }
        layout.fill(plane, from: operands.input + task * geometry.inputPlane, border: 0)
        let (image, channel) = task.quotientAndRemainder(dividingBy: geometry.channels)
        for filter in channel * geometry.filtersPerGroup..<(channel + 1) * geometry.filtersPerGroup {
          let target = operands.output + (image * geometry.filters + filter) * geometry.outputPlane
          ck_depthwise(
            windows, rows, taps, plane, operands.weights + filter * taps, operands.scale?[filter] ?? 1,
            operands.bias?[filter] ?? 0, operands.low, operands.high, target)
          if let program = operands.program {
            ck_run_program(program, target, geometry.outputPlane, plane + planeCount)
          }
        }
      }
    }
  }

  private func multiply(_ operands: Operands) {
    if layout.isPlain {
      multiply(operands, images: 0..<geometry.batch, at: operands.input)
      return
    }
    let imageCount = geometry.channels * layout.channelCount
    let images = min(max(Self.roundCount / imageCount, 1), geometry.batch)
    let buffer = TensorBytes(
      uninitializedCount: (images * imageCount + WindowLayout.slack) * MemoryLayout<Float>.stride)
    defer { withExtendedLifetime(buffer) {} }
    let laidOut = buffer.base.assumingMemoryBound(to: Float.self)
    for first in stride(from: 0, to: geometry.batch, by: images) {
      let round = first..<min(first + images, geometry.batch)
      concurrently(round.count * geometry.channels, threads: threads) { task in
        layout.fill(
          laidOut + task * layout.channelCount,
          from: operands.input + (first * geometry.channels + task) * geometry.inputPlane, border: 0)
      }
      multiply(operands, images: round, at: laidOut)
    }
  }

  /// A product a group of each image: filters times windows.
  /// - Parameter base: the first of the images, laid out.
  private func multiply(_ operands: Operands, images: Range<Int>, at base: UnsafePointer<Float>) {
    let rows = geometry.filtersPerGroup
    let channels = geometry.channelsPerGroup
    var products: [ck_product] = []
    products.reserveCapacity(images.count * geometry.groups)
    for (position, image) in images.enumerated() {
      for group in 0..<geometry.groups {
        var product = ck_product(
          operands.weights + group * rows * geometry.filterCount,
          base + (position * geometry.channels + group * channels) * layout.channelCount,
          into: operands.output + (image * geometry.filters + group * rows) * geometry.outputPlane)
        product.packed_a = operands.packed(group)
        product.row_scale = operands.scale.map { $0 + group * rows }
        product.row_bias = operands.bias.map { $0 + group * rows }
        products.append(product)
      }
    }
    var shape = product
    shape.low = operands.low
    shape.high = operands.high
    shape.program = operands.program
    if layout.isPointwise {
      shape.multiply(products, threads: threads)
      return
    }
    layout.withWindows(channels: channels, isSlackAllowed: !layout.isPlain) { windows in
      shape.windows = windows
      shape.multiply(products, threads: threads)
    }
  }
}
