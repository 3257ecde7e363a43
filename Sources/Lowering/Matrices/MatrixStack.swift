import Sparsity

/// A tensor read as a stack of matrices that broadcasts over a batch.
struct MatrixStack: Sendable {
  let rows: Int
  let columns: Int
  private let rowStride: Int
  private let columnStride: Int
  /// Matrices in the tensor.
  let count: Int
  /// Extents of the batch, outermost first, and the stack's strides in matrices along them.
  private let batchExtents: [Int]
  private let batchStrides: [Int]

  /// Row-major matrices whose leading `extents` broadcast to `batch`.
  init(rows: Int, columns: Int, extents: [Int] = [], broadcastTo batch: [Int] = []) {
    self.rows = rows
    self.columns = columns
    rowStride = columns
    columnStride = 1
    batchExtents = batch
    var strides = [Int](repeating: 0, count: batch.count)
    var count = 1
    for (axis, extent) in extents.enumerated().reversed() {
      strides[batch.count - extents.count + axis] = extent == 1 ? 0 : count
      count *= extent
    }
    batchStrides = strides
    self.count = count
  }

  private init(transposing stack: MatrixStack) {
    rows = stack.columns
    columns = stack.rows
    rowStride = stack.columnStride
    columnStride = stack.rowStride
    count = stack.count
    batchExtents = stack.batchExtents
    batchStrides = stack.batchStrides
  }

  var transposed: MatrixStack { MatrixStack(transposing: self) }

  /// The matrix that serves a (flat) batch index.
  func matrix(at batchIndex: Int) -> StridedMatrix {
    var rest = batchIndex
    var matrix = 0
    for (extent, stride) in zip(batchExtents, batchStrides).reversed() {
      matrix += rest % extent * stride
      rest /= extent
    }
    return StridedMatrix(
      offset: matrix * rows * columns, rows: rows, rowStride: rowStride, columns: columns,
      columnStride: columnStride)
  }

  /// The stack as weights whose features are the rows.
  var weightLayout: WeightLayout {
    columnStride == 1
      ? .featureRows(matrices: count, features: rows, depth: columns)
      : .featureColumns(matrices: count, features: rows, depth: columns)
  }
}
