import CycleSimulator
import Hardware
import ReferenceOperators
import Tensors
import Workload

extension ProductLayout {
  func makeProduct(tile: Workload.Tile, on hardware: HardwareConfiguration) -> DenseProduct? {
    if let windows = windows {
      let product = DenseProduct(
        patches: layer, on: hardware, window: (windows.x.kernel, windows.y.kernel),
        channels: windows.geometry.channelsPerGroup,
        WindowGeometry(
          output: (windows.x.output, windows.y.output), stride: (windows.x.stride, windows.y.stride),
          dilation: (windows.x.dilation, windows.y.dilation), groups: 1,
          filtersPerGroup: windows.geometry.filtersPerGroup))
      if let product { return product }
    }
    return DenseProduct(layer, tile: tile, on: hardware)
  }

  func compute(
    _ product: DenseProduct, run: Int, inputs: [Tensor?], result: UnsafeMutablePointer<Float>, workers: Workers
  ) {
    if product.takesWindows, let windows {
      computeWindows(windows, product, run, inputs, result, workers)
    } else {
      computeMatrices(source.run(run), product, inputs, result, workers)
    }
  }

  /// A convolution whose windows go over two axes, a unit one in front of a single one.
  private var windows: (geometry: ConvolutionGeometry, x: WindowAxis, y: WindowAxis)? {
    guard case .convolution(let problem) = source, let y = problem.geometry.axes.last else { return nil }
    switch problem.geometry.axes.count {
    case 1: return (problem.geometry, .unit, y)
    case 2: return (problem.geometry, problem.geometry.axes[0], y)
    default: return nil
    }
  }

  private func computeWindows(
    _ windows: (geometry: ConvolutionGeometry, x: WindowAxis, y: WindowAxis), _ product: DenseProduct, _ run: Int,
    _ inputs: [Tensor?], _ result: UnsafeMutablePointer<Float>, _ workers: Workers
  ) {
    let geometry = windows.geometry
    let (image, group) = run.quotientAndRemainder(dividingBy: geometry.groups)
    let channel = image * geometry.channels + group * geometry.channelsPerGroup
    let filter = group * geometry.filtersPerGroup
    inputs.withPointers(0, 1) { input, weight in
      product.compute(
        geometry.values(
          (windows.x, windows.y), input: input + channel * geometry.inputPlane,
          channels: geometry.channelsPerGroup, weight: weight + filter * geometry.filterCount,
          result: result + (image * geometry.filters + filter) * geometry.outputPlane),
        workers: workers)
    }
  }

  private func computeMatrices(
    _ run: ProductRun, _ product: DenseProduct, _ inputs: [Tensor?], _ result: UnsafeMutablePointer<Float>,
    _ workers: Workers
  ) {
    run.features.withLines(of: inputs) { features in
      run.rows.withLines(of: inputs) { rows in
        let featureOffsets = (0..<run.result.columns).map { $0 * run.result.columnStride }
        let isLeft = arrangement.leftIsFeatures
        product.compute(
          MatrixValues(
            left: isLeft ? features : rows, right: isLeft ? rows : features, output: result,
            rowOffsets: isLeft ? featureOffsets : run.result.rowStarts,
            columnOffsets: isLeft ? run.result.rowStarts : featureOffsets),
          workers: workers)
      }
    }
  }
}

extension StridedMatrix {
  /// Where each row begins.
  fileprivate var rowStarts: [Int] {
    let blockRows = rows / blocks
    return (0..<rows).map { offset + $0 / blockRows * blockStride + $0 % blockRows * rowStride }
  }
}

extension OperandMatrix {
  /// The rows, in the input where they lie at constant steps, else in a copy.
  fileprivate func withLines(of inputs: [Tensor?], _ body: (MatrixLines) -> Void) {
    switch self {
    case .strided(let matrix, let input):
      inputs[input]?.withUnsafeBytes { memory in
        guard let memory = memory.assumingMemoryBound(to: Float.self).baseAddress else { return }
        body(MatrixLines(memory, starts: matrix.rowStarts, step: matrix.columnStride))
      }
    case .patches(let matrix, _):
      let (rows, depth) = (matrix.rows, matrix.columns)
      operand(in: .rowsFirst, rows: rows, depth: depth, of: inputs).withUnsafeBufferPointer { copy in
        guard let copy = copy.baseAddress else { return }
        body(MatrixLines(copy, starts: (0..<rows).map { $0 * depth }, step: 1))
      }
    }
  }
}
