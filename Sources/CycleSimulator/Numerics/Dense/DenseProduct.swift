import Hardware
import Tensors
import Workload

/// The outputs of a dense layer as its machine computes them: on a linear array the products of a virtual neuron are
/// added in the tree's order, fold after fold, and the sum so far is added to each fold's, or with a forwarder goes
/// through the tree with it; an element of the mesh adds one product after the other.
///
/// It is made once for a layer, and computes any number of operands.
package struct DenseProduct: Sendable {
  private enum Form: Sendable {
    case windows(WindowProduct, ConvolutionShape?)
    case lines(LinesProduct, MatrixShape)
  }

  private let form: Form
  /// The instruction set, which changes no bit.
  private let target: DatapathTarget

  /// - Parameter tile: legal for the layer on that machine.
  /// - Returns: nil for layers of sparse controllers.
  package init?(
    _ layer: Layer, tile: Tile, on hardware: HardwareConfiguration, target: DatapathTarget = .best
  ) {
    self.target = target
    switch (hardware.controller, layer) {
    case (.tpuDense, .denseGEMM(let shape)):
      form = .lines(LinesProduct(depth: shape.k, [.sequential]), shape)
    case (.maeriDense, .denseGEMM(let shape)):
      let plan = DensePlan(ConvolutionShape(matrix: shape), tile: tile, on: hardware)
      let orders = ProgramsOfTile(plan, on: hardware)
      let product = LinesProduct(
        depth: shape.k, orders.programs, rowPlaces: tile.x, columnPlaces: tile.k
      ) { row, column in orders.program(n: 0, g: 0, k: column, x: row, y: 0) }
      form = .lines(product, shape)
    case (.maeriDense, .convolution(let shape)):
      form = .windows(WindowProduct(DensePlan(shape, tile: tile, on: hardware), on: hardware), shape)
    default: return nil
    }
  }

  /// A convolution that the mesh computes as a product of filters and patches (im2col), which need not be written out.
  ///
  /// - Parameters:
  ///   - layer: the product, filters on the left.
  ///   - window: rows and columns of the filter.
  ///   - geometry: of one group.
  /// - Returns: nil for other machines.
  package init?(
    patches layer: Layer, on hardware: HardwareConfiguration, window: (x: Int, y: Int), channels: Int,
    _ geometry: WindowGeometry
  ) {
    guard case (.tpuDense, .denseGEMM(let shape)) = (hardware.controller, layer) else { return nil }
    target = .best
    precondition(shape.k == channels * window.x * window.y && geometry.groups == 1, "the layer is of another node")
    form = .windows(
      WindowProduct(geometry, WindowTaps(channels: channels, rows: window.x, columns: window.y)), nil)
  }

  /// Whether it computes from ``ConvolutionValues``, else from ``MatrixValues``.
  package var takesWindows: Bool {
    if case .windows = form { true } else { false }
  }

  // MARK: - Computing

  /// The outputs in the layout that ``LayerOperands`` states.
  package func outputs(_ operands: LayerOperands, workers: Workers = .caller) -> [Float] {
    operands.left.withUnsafeBufferPointer { left in
      operands.right.withUnsafeBufferPointer { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return [] }
        switch form {
        case .windows(let product, let shape):
          guard let shape else { preconditionFailure("the product has a matrix layout") }
          return Array(unsafeUninitializedCapacity: shape.outputCount) { outputs, count in
            count = shape.outputCount
            guard let outputs = outputs.baseAddress else { return }
            for n in 0..<shape.n {
              product.compute(shape.values(left, right, outputs, n: n), n: n, target, workers)
            }
          }
        case .lines(let product, let shape):
          return Array(unsafeUninitializedCapacity: shape.m * shape.n) { outputs, count in
            count = shape.m * shape.n
            guard let outputs = outputs.baseAddress else { return }
            product.compute(shape.values(left, right, outputs), target, workers)
          }
        }
      }
    }
  }

  /// Computes one image of a convolution.
  package func compute(_ values: ConvolutionValues, workers: Workers) {
    guard case .windows(let product, _) = form else { preconditionFailure("the layer is no convolution") }
    product.compute(values, target, workers)
  }

  /// Computes a matrix product.
  package func compute(_ values: MatrixValues, workers: Workers) {
    guard case .lines(let product, _) = form else { preconditionFailure("the layer is no matrix product") }
    product.compute(values, target, workers)
  }
}

extension ConvolutionShape {
  /// The values of a batch element in the hardware's layout.
  fileprivate func values(
    _ input: UnsafePointer<Float>, _ filters: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, n: Int
  ) -> ConvolutionValues {
    let channels = channelsPerGroup
    return ConvolutionValues(
      image: .init(
        input + n * x * y * c, channels: c, extents: (x, y), padding: (0, 0), channelStep: 1, steps: (y * c, c)),
      filters: .init(filters, filterStep: r * s * channels, channelStep: 1, steps: (s * channels, channels)),
      output: .init(output + n * outputX * outputY * k, filterStep: 1, steps: (outputY * k, k)))
  }
}

extension MatrixShape {
  /// The values in the hardware's layout.
  fileprivate func values(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
  ) -> MatrixValues {
    MatrixValues(
      left: MatrixLines(left, starts: (0..<m).map { $0 * k }, step: 1),
      right: MatrixLines(right, starts: (0..<n).map { $0 * k }, step: 1),
      output: output, rowOffsets: (0..<m).map { $0 * n }, columnOffsets: Array(0..<n))
  }
}
