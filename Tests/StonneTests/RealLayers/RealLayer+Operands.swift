import CycleSimulator
import Hardware
import Workload

extension RealLayer {
  /// The layer that the node becomes on a controller, and the operands of each of its runs: the mapping that the
  /// documentation states, written as plain loops.
  func runs(on hardware: HardwareConfiguration) -> (layer: Layer, operands: [LayerOperands]) {
    if operatorType == "Conv" {
      return hardware.controller == .maeriDense ? directConvolution() : patches(on: hardware.controller)
    }
    return products(on: hardware.controller)
  }

  // MARK: - Convolutions

  private var channels: Int { left[1] }
  private var filters: Int { right[0] }
  private var window: Int { right[2] }
  private var padded: Int { left[2] + 2 * padding }
  private var outputSide: Int { (padded - window) / stride + 1 }

  /// The input with its padding at channel, row and column of the padded image.
  private func pixel(_ values: RealLayerValues, _ channel: Int, _ x: Int, _ y: Int) -> Float {
    let (row, column, side) = (x - padding, y - padding, left[2])
    guard (0..<side).contains(row), (0..<side).contains(column) else { return 0 }
    return values.left[(channel * side + row) * side + column]
  }

  private func directConvolution() -> (layer: Layer, operands: [LayerOperands]) {
    let values = RealLayerValues(self)
    let shape = ConvolutionShape(
      r: window, s: window, c: channels, k: filters, g: groups, x: padded, y: padded, stride: stride)
    var input: [Float] = []
    for x in 0..<padded {
      for y in 0..<padded {
        for channel in 0..<channels { input.append(pixel(values, channel, x, y)) }
      }
    }
    var weights: [Float] = []
    let depth = right[1]
    for filter in 0..<filters {
      for position in 0..<window * window {
        for channel in 0..<depth {
          weights.append(values.right[(filter * depth + channel) * window * window + position])
        }
      }
    }
    return (.convolution(shape), [LayerOperands(left: input, right: weights)])
  }

  /// im2col: a product a group, filters by positions.
  private func patches(on controller: HardwareConfiguration.Controller) -> (
    layer: Layer, operands: [LayerOperands]
  ) {
    let values = RealLayerValues(self)
    let depth = right[1] * window * window
    let positions = outputSide * outputSide
    let groupFilters = filters / groups
    let operands = (0..<groups).map { group in
      let first = group * groupFilters * depth
      let weights = Array(values.right[first..<first + groupFilters * depth])
      var columns: [[Float]] = []
      for x in 0..<outputSide {
        for y in 0..<outputSide {
          var column: [Float] = []
          for channel in group * right[1]..<(group + 1) * right[1] {
            for r in 0..<window {
              for s in 0..<window { column.append(pixel(values, channel, x * stride + r, y * stride + s)) }
            }
          }
          columns.append(column)
        }
      }
      return product(rows: weights, of: groupFilters, columns: columns, depth: depth, on: controller)
    }
    let shape = MatrixShape(m: groupFilters, n: positions, k: depth)
    let layer: Layer =
      switch controller {
      case .maeriDense, .tpuDense: .denseGEMM(shape)
      case .sigmaSparseGEMM: .sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
      case .magmaSparseDense: .sparseDense(shape)
      }
    return (layer, operands)
  }

  // MARK: - Products

  /// Gemm has its weight transposed; a MatMul of two activations is a product a matrix.
  private func products(on controller: HardwareConfiguration.Controller) -> (
    layer: Layer, operands: [LayerOperands]
  ) {
    let values = RealLayerValues(self)
    let matrices = isWeighted ? 1 : left[0] * left[1]
    let depth = left[left.count - 1]
    let rows = values.left.count / matrices / depth
    let features = values.right.count / matrices / depth
    let operands = (0..<matrices).map { matrix in
      let leftRows = (0..<rows).map { row in
        Array(values.left[(matrix * rows + row) * depth..<(matrix * rows + row + 1) * depth])
      }
      let featureRows = (0..<features).map { feature in
        (0..<depth).map { k in
          operatorType == "Gemm"
            ? values.right[feature * depth + k] : values.right[(matrix * depth + k) * features + feature]
        }
      }
      // MAGMA reads its weights, or of two activations the left one, as the sparse operand.
      return controller == .magmaSparseDense && isWeighted
        ? product(rows: featureRows.flatMap(\.self), of: features, columns: leftRows, depth: depth, on: controller)
        : product(rows: leftRows.flatMap(\.self), of: rows, columns: featureRows, depth: depth, on: controller)
    }
    let shape = MatrixShape(m: rows, n: features, k: depth)
    let layer: Layer =
      switch controller {
      case .maeriDense, .tpuDense: .denseGEMM(shape)
      case .sigmaSparseGEMM: .sparseGEMM(shape, SparseGEMMOptions(dataflow: .rightStationary))
      case .magmaSparseDense: .sparseDense(isWeighted ? MatrixShape(m: features, n: rows, k: depth) : shape)
      }
    return (layer, operands)
  }

  /// The right operand lies column after column on the dense controllers, row after row on the sparse ones.
  private func product(
    rows: [Float], of count: Int, columns: [[Float]], depth: Int, on controller: HardwareConfiguration.Controller
  ) -> LayerOperands {
    precondition(rows.count == count * depth)
    switch controller {
    case .maeriDense, .tpuDense: return LayerOperands(left: rows, right: columns.flatMap(\.self))
    case .sigmaSparseGEMM, .magmaSparseDense:
      return LayerOperands(left: rows, right: (0..<depth).flatMap { k in columns.map { $0[k] } })
    }
  }
}
