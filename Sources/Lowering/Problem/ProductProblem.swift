import ReferenceOperators
import Sparsity
import Tensors

/// A Gemm or MatMul node as matrix products: stacks of left matrices (M x K) and right ones (K x N), which
/// give a stack of results (M x N) in row-major order.
package struct ProductProblem: AcceleratedProblem {
  /// One of the two factors.
  package enum Side: Sendable { case left, right }

  package let outputShape: Shape
  package let dataType: DataType
  package let weight: WeightInput?
  /// The factor that is the weight; `nil` where both are activations.
  package let weightSide: Side?
  let m: Int
  let n: Int
  let k: Int
  let left: MatrixStack
  let right: MatrixStack
  let batch: Int
  let inputShapes: [Shape?]
  let epilogue: Epilogue

  /// - Parameter extents: of the output as ONNX wants it, vectors without their unit axes.
  init(
    left: MatrixStack, right: MatrixStack, extents: [Int], batchExtents: [Int], epilogue: Epilogue,
    _ operands: ProblemOperands
  ) throws(OperatorError) {
    guard left.columns == right.rows else {
      throw .shape("\(left.columns) columns on the left where there are \(right.rows) rows on the right")
    }
    m = left.rows
    n = right.columns
    k = left.columns
    self.left = left
    self.right = right
    self.epilogue = epilogue
    outputShape = try Shape(checked: extents)
    batch = try Shape(checked: batchExtents).count
    dataType = operands.dataType
    inputShapes = operands.shapes
    weightSide = operands.isConstant(1) ? .right : operands.isConstant(0) ? .left : nil
    weight =
      switch weightSide {
      case .right?: WeightInput(index: 1, layout: right.transposed.weightLayout)
      case .left?: WeightInput(index: 0, layout: left.weightLayout)
      case nil: nil
      }
  }

  var macs: Int? { checkedProduct([batch, m, n, k]) }

  /// Whether one product serves the whole batch: the weight is one matrix, so that the rows of all inputs
  /// are rows of one.
  private var mergesBatch: Bool {
    switch weightSide {
    case .right?: right.count == 1
    case .left?: left.count == 1
    case nil: batch == 1
    }
  }

  /// The products where the matrix that `side` names gives the features: one in all where the weight is a
  /// single matrix, else one a batch index.
  func product(featuresFrom side: Side) -> ProductSize {
    let matrices = mergesBatch ? batch : 1
    return switch side {
    case .right: ProductSize(features: n, rows: matrices * m, depth: k, runs: batch / matrices)
    case .left: ProductSize(features: m, rows: matrices * n, depth: k, runs: batch / matrices)
    }
  }

  /// The matrices of one product. `side` gives the features: columns of the right matrix, rows of the left.
  func run(_ run: Int, featuresFrom side: Side) -> ProductRun {
    let matrices = mergesBatch ? batch : 1
    let first = run * matrices
    let leftRows = left.matrix(at: first)
    let rightColumns = right.transposed.matrix(at: first)
    let result = StridedMatrix(offset: first * m * n, rows: m, rowStride: n, columns: n, columnStride: 1)
    switch side {
    case .right:
      return ProductRun(
        features: .strided(rightColumns, input: 1),
        rows: .strided(leftRows.repeated(matrices, stride: m * k), input: 0),
        result: result.repeated(matrices, stride: m * n))
    case .left:
      return ProductRun(
        features: .strided(leftRows, input: 0),
        rows: .strided(rightColumns.repeated(matrices, stride: k * n), input: 1),
        result: result.transposed.repeated(matrices, stride: m * n))
    }
  }
}
