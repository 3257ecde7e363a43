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

  func callAsFunction(_ input: Tensor, _ weights: Tensor, bias: Tensor?, output: Shape) -> Tensor {
    Tensor(output, of: Float.self) { target in
      input.withElements(as: Float.self) { input in
        weights.withElements(as: Float.self) { weights in
          guard let target = target.baseAddress, let input = input.baseAddress, let weights = weights.baseAddress
          else { return }
          let run = { (bias: UnsafePointer<Float>?) in
            if geometry.channelsPerGroup == 1 && geometry.groups > 1 {
              convolveDepthwise(input, weights, bias, into: target)
            } else {
              multiply(input, weights, bias, into: target)
            }
          }
          if let bias {
            bias.withElements(as: Float.self) { run($0.baseAddress) }
          } else {
            run(nil)
          }
        }
      }
    }
  }

  /// A task is one channel of one image with its filters.
  private func convolveDepthwise(
    _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>
  ) {
    let taps = geometry.filterCount
    let scratchBytes = (layout.channelCount + WindowLayout.slack) * MemoryLayout<Float>.stride
    layout.withWindows(channels: 1, isSlackAllowed: true) { windows in
      let rows = geometry.outputPlane / windows.row_length
      concurrently(geometry.batch * geometry.channels, threads: threads, scratchBytes: scratchBytes) {
        task, scratch in
        guard let plane = scratch?.assumingMemoryBound(to: Float.self) else { return }
        layout.fill(plane, from: input + task * geometry.inputPlane, border: 0)
        let (image, channel) = task.quotientAndRemainder(dividingBy: geometry.channels)
        for filter in channel * geometry.filtersPerGroup..<(channel + 1) * geometry.filtersPerGroup {
          ck_depthwise(
            &windows, rows, taps, plane, weights + filter * taps, 1, bias?[filter] ?? 0, -.infinity, .infinity,
            output + (image * geometry.filters + filter) * geometry.outputPlane)
        }
      }
    }
  }

  private func multiply(
    _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>
  ) {
    if layout.isPlain {
      multiply(images: 0..<geometry.batch, at: input, weights, bias, into: output)
      return
    }
    let imageCount = geometry.channels * layout.channelCount
    let images = min(max(Self.roundCount / imageCount, 1), geometry.batch)
    let buffer = UnsafeMutablePointer<Float>.allocate(capacity: images * imageCount + WindowLayout.slack)
    defer { buffer.deallocate() }
    for first in stride(from: 0, to: geometry.batch, by: images) {
      let round = first..<min(first + images, geometry.batch)
      concurrently(round.count * geometry.channels, threads: threads) { task in
        layout.fill(
          buffer + task * layout.channelCount,
          from: input + (first * geometry.channels + task) * geometry.inputPlane, border: 0)
      }
      multiply(images: round, at: buffer, weights, bias, into: output)
    }
  }

  /// A product a group of each image: filters times windows.
  /// - Parameter base: the first of the images, laid out.
  private func multiply(
    images: Range<Int>, at base: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>?, into output: UnsafeMutablePointer<Float>
  ) {
    let rows = geometry.filtersPerGroup
    let channels = geometry.channelsPerGroup
    var products: [ck_product] = []
    products.reserveCapacity(images.count * geometry.groups)
    for (position, image) in images.enumerated() {
      for group in 0..<geometry.groups {
        var product = ck_product(
          weights + group * rows * geometry.filterCount,
          base + (position * geometry.channels + group * channels) * layout.channelCount,
          into: output + (image * geometry.filters + group * rows) * geometry.outputPlane)
        product.row_bias = bias.map { $0 + group * rows }
        products.append(product)
      }
    }
    layout.withWindows(channels: channels, isSlackAllowed: !layout.isPlain) { windows in
      withUnsafePointer(to: windows) { windows in
        var shape = ck_product_shape(
          m: rows, n: geometry.outputPlane, k: geometry.filterCount, a: .rows(of: geometry.filterCount),
          b: .rows(of: 0))
        shape.windows = windows
        shape.multiply(products, threads: threads)
      }
    }
  }
}
