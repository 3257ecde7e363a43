import CycleSimulator
import Hardware
import ReferenceOperators
import Tensors
import Workload

/// A convolution that the array does by itself (CONV): one run an image, groups inside of it, the padding
/// written out, channels innermost.
struct DirectConvolution: RunLayout {
  private let geometry: ConvolutionGeometry
  private let shape: ConvolutionShape

  /// Two spatial axes, a unit one in front of a single one.
  private let x: WindowAxis
  private let y: WindowAxis

  /// - Throws: ``LoweringObstacle`` that says what the array cannot do; the convolution then goes through
  ///   im2col.
  init(
    _ geometry: ConvolutionGeometry, on hardware: HardwareConfiguration, filtersMayExceedArray: Bool
  ) throws(LoweringObstacle) {
    guard hardware.controller == .maeriDense else {
      throw LoweringObstacle("\(hardware.controller.rawValue) has no CONV")
    }
    guard geometry.axes.count <= 2 else { throw LoweringObstacle("\(geometry.axes.count) spatial axes") }
    guard geometry.axes.allSatisfy({ $0.span == $0.kernel }) else { throw LoweringObstacle("dilation") }
    guard let y = geometry.axes.last else { throw LoweringObstacle("no spatial axis") }
    let x = geometry.axes.count == 2 ? geometry.axes[0] : .unit
    guard geometry.axes.count == 1 || x.stride == y.stride else { throw LoweringObstacle("unequal strides") }
    guard filtersMayExceedArray || x.kernel * y.kernel <= hardware.processingElements else {
      throw LoweringObstacle(
        "R*S = \(x.kernel * y.kernel) exceeds the array's \(hardware.processingElements) multipliers")
    }
    try checkCount("the padded input", [geometry.channels, x.paddedInput, y.paddedInput])
    self.geometry = geometry
    self.x = x
    self.y = y
    shape = ConvolutionShape(
      r: x.kernel, s: y.kernel, c: geometry.channels, k: geometry.filters, g: geometry.groups,
      x: x.paddedInput, y: y.paddedInput, stride: y.stride)
  }

  var layer: Layer { .convolution(shape) }
  var runs: Int { geometry.batch }

  func operands(ofRun run: Int, inputs: [Tensor?]) -> LayerOperands {
    LayerOperands(left: image(run, of: inputs[0]), right: filters(of: inputs[1]))
  }

  /// `[c][x][y]` to `[x][y][c]` with zeros around.
  private func image(_ image: Int, of input: Tensor?) -> [Float] {
    let channels = geometry.channels
    let line = StridedMatrix(
      offset: 0, rows: y.input, rowStride: 1, columns: channels, columnStride: geometry.inputPlane)
    return filled(shape.inputCount, from: input) { source, target in
      for row in 0..<x.input {
        line.gather(
          from: source + image * channels * geometry.inputPlane + row * y.input,
          to: target + ((row + x.padBegin) * shape.y + y.padBegin) * channels,
          rowStep: channels, columnStep: 1)
      }
    }
  }

  /// `[g][k][c][r][s]` to `[g][k][r][s][c]`.
  private func filters(of weight: Tensor?) -> [Float] {
    let channels = geometry.channelsPerGroup
    let positions = shape.r * shape.s
    let filter = StridedMatrix(
      offset: 0, rows: positions, rowStride: 1, columns: channels, columnStride: positions
    ).repeated(shape.k, stride: geometry.filterCount)
    return filled(shape.weightCount, from: weight) { source, target in
      filter.gather(from: source, to: target, rowStep: channels, columnStep: 1)
    }
  }

  private func filled(
    _ count: Int, from input: Tensor?, _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    var operand = [Float](repeating: 0, count: count)
    operand.withUnsafeMutableBufferPointer { target in
      input?.withElements(as: Float.self) { source in
        if let source = source.baseAddress, let target = target.baseAddress { body(source, target) }
      }
    }
    return operand
  }

  /// `[x'][y'][g][k]` to `[g][k][x'][y']`.
  func store(
    _ output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>
  ) {
    let plane = geometry.outputPlane
    StridedMatrix(
      offset: run * shape.k * plane, rows: plane, rowStride: 1, columns: shape.k, columnStride: plane
    ).scatter(from: output, rowStep: shape.k, columnStep: 1, to: result)
  }

  func makeProduct(tile: Workload.Tile, on hardware: HardwareConfiguration) -> DenseProduct? {
    DenseProduct(layer, tile: tile, on: hardware)
  }

  func compute(
    _ product: DenseProduct, run: Int, inputs: [Tensor?], result: UnsafeMutablePointer<Float>, workers: Workers
  ) {
    inputs.withPointers(0, 1) { input, weight in
      let image = run * geometry.channels * geometry.inputPlane
      let output = run * geometry.filters * geometry.outputPlane
      product.compute(
        geometry.values(
          (x, y), input: input + image, channels: geometry.channels, weight: weight, result: result + output),
        workers: workers)
    }
  }
}

extension ConvolutionGeometry {
  /// The values of `channels` channels in ONNX's layout.
  func values(
    _ axes: (x: WindowAxis, y: WindowAxis), input: UnsafePointer<Float>, channels: Int,
    weight: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>
  ) -> ConvolutionValues {
    let (x, y) = axes
    return ConvolutionValues(
      image: .init(
        input, channels: channels, extents: (x.input, y.input), padding: (x.padBegin, y.padBegin),
        channelStep: inputPlane, steps: (y.input, 1)),
      filters: .init(
        weight, filterStep: filterCount, channelStep: x.kernel * y.kernel, steps: (y.kernel, 1)),
      output: .init(result, filterStep: outputPlane, steps: (y.output, 1)))
  }
}

extension [Tensor?] {
  /// The elements of two of a node's inputs, which both are there, where they lie: at any alignment.
  func withPointers(
    _ first: Int, _ second: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    self[first]?.withUnsafeBytes { first in
      self[second]?.withUnsafeBytes { second in
        let (first, second) = (
          first.assumingMemoryBound(to: Float.self), second.assumingMemoryBound(to: Float.self)
        )
        if let first = first.baseAddress, let second = second.baseAddress { body(first, second) }
      }
    }
  }
}
