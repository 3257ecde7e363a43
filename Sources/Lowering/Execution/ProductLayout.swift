import CycleSimulator
import Hardware
import Sparsity
import Tensors
import Workload

/// Runs that are matrix products, on any controller.
struct ProductLayout: RunLayout {
  let arrangement: ProductArrangement
  private let size: ProductSize
  /// The matrices of a run.
  let source: ProductSource

  /// - Throws: ``LoweringObstacle`` where an operand of one run has too many elements.
  init(
    _ source: ProductSource, on controller: HardwareConfiguration.Controller, optimize: Bool
  ) throws(LoweringObstacle) {
    self.source = source
    size = source.size
    arrangement = ProductArrangement(
      on: controller, isConvolution: source.isConvolution, optimize: optimize)
    try checkCount("the operand of input rows", [size.rows, arrangement.depth(size)])
    try checkCount("the operand of features", [size.features, arrangement.depth(size)])
  }

  var layer: Layer { arrangement.layer(size) }
  var runs: Int { size.runs }

  func operands(ofRun run: Int, inputs: [Tensor?]) -> LayerOperands {
    let product = source.run(run)
    let depth = arrangement.depth(size)
    // The left operand lies row by row on every controller, the right one as the controller takes it.
    func features(_ order: OperandMatrix.Order) -> [Float] {
      product.features.operand(in: order, rows: size.features, depth: depth, of: inputs)
    }
    func rows(_ order: OperandMatrix.Order) -> [Float] {
      product.rows.operand(in: order, rows: size.rows, depth: depth, of: inputs)
    }
    return arrangement.leftIsFeatures
      ? LayerOperands(left: features(.rowsFirst), right: rows(arrangement.rightOrder))
      : LayerOperands(left: rows(.rowsFirst), right: features(arrangement.rightOrder))
  }

  func keptVectors(
    ofRun run: Int, inputs: [Tensor?], bound: MagnitudeBound, workers: Workers
  ) -> CompressedSparseRows? {
    guard let minimumElements = arrangement.minimumKeptElements else { return nil }
    return source.run(run).features.compressed(
      rows: size.features, depth: arrangement.depth(size), minimumElements: minimumElements, bound: bound,
      of: inputs, workers: workers)
  }

  func streamedVectors(ofRun run: Int, inputs: [Tensor?]) -> StreamedMatrix? {
    guard arrangement.minimumKeptElements != nil else { return nil }
    return source.run(run).rows.streamed(rows: size.rows, depth: arrangement.depth(size), of: inputs)
  }

  func store(kept output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>) {
    source.run(run).result.scatter(from: output, rowStep: 1, columnStep: size.rows, to: result)
  }

  func keptOffset(ofRun run: Int) -> Int? {
    let result = source.run(run).result
    return result.blocks == 1 && result.rowStride == 1 && result.columnStride == size.rows ? result.offset : nil
  }

  func store(
    _ output: UnsafePointer<Float>, ofRun run: Int, in result: UnsafeMutablePointer<Float>
  ) {
    let (rowStep, featureStep) = arrangement.leftIsFeatures ? (1, size.rows) : (size.features, 1)
    source.run(run).result.scatter(from: output, rowStep: rowStep, columnStep: featureStep, to: result)
  }
}
