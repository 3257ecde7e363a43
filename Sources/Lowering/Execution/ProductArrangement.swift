import Hardware
import Sparsity
import Workload

/// How a controller wants a product of output features and input rows laid out.
struct ProductArrangement: Sendable {
  /// Whether features are the rows of the left operand (M) and input rows the columns of the right (N), or
  /// the other way round.
  let leftIsFeatures: Bool
  let rightOrder: OperandMatrix.Order
  /// Shorter sums are padded with zeros to this length.
  private let minimumDepth: Int
  private let operation: Operation

  private enum Operation: Sendable {
    case denseGEMM
    case sparseGEMM(SparseGEMMOptions)
    case sparseDense
  }

  /// Convolutions have their filters on the left on every controller, and Gemm and MatMul their input rows,
  /// save on MAGMA, where the left operand is the sparse one. On SIGMA the features stay.
  init(on controller: HardwareConfiguration.Controller, isConvolution: Bool, optimize: Bool) {
    switch controller {
    case .maeriDense, .tpuDense:
      self.init(isConvolution, .rowsFirst, .denseGEMM)
    case .sigmaSparseGEMM:
      let dataflow: SparseGEMMOptions.Dataflow = isConvolution ? .leftStationary : .rightStationary
      // The reduction tree has no virtual neurons of fewer than three multipliers.
      self.init(
        isConvolution, .depthFirst, .sparseGEMM(SparseGEMMOptions(dataflow: dataflow, optimize: optimize)),
        minimumDepth: 3)
    case .magmaSparseDense:
      self.init(true, .depthFirst, .sparseDense)
    }
  }

  private init(
    _ leftIsFeatures: Bool, _ rightOrder: OperandMatrix.Order, _ operation: Operation, minimumDepth: Int = 1
  ) {
    self.leftIsFeatures = leftIsFeatures
    self.rightOrder = rightOrder
    self.operation = operation
    self.minimumDepth = minimumDepth
  }

  /// The fewest elements of a feature that a sparse controller keeps; `nil` on dense ones.
  var minimumKeptElements: Int? {
    switch operation {
    case .denseGEMM: nil
    case .sparseGEMM: VectorBitmap.minimumOnes
    case .sparseDense: 1
    }
  }

  func depth(_ size: ProductSize) -> Int { max(size.depth, minimumDepth) }

  func layer(_ size: ProductSize) -> Layer {
    let shape = MatrixShape(
      m: leftIsFeatures ? size.features : size.rows, n: leftIsFeatures ? size.rows : size.features,
      k: depth(size))
    return switch operation {
    case .denseGEMM: .denseGEMM(shape)
    case .sparseGEMM(let options): .sparseGEMM(shape, options)
    case .sparseDense: .sparseDense(shape)
    }
  }
}
