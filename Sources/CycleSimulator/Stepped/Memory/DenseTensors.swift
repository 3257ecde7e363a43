/// The tensors of a dense layer in the global buffer, and which of their elements a step reads.
struct DenseTensors: ~Copyable {
  private let plan: DensePlan
  private let inputDimensions: TileDimensions
  private let weightDimensions: TileDimensions
  private let input: [Float]
  private let weights: [Float]
  private(set) var output: [Float]
  /// False where only time is simulated: every value is 0 then.
  let hasValues: Bool

  init(_ plan: DensePlan, _ operands: LayerOperands?) {
    self.plan = plan
    inputDimensions = plan.inputDimensions
    weightDimensions = plan.weightDimensions
    hasValues = operands != nil
    input = operands?.left ?? []
    weights = operands?.right ?? []
    output = hasValues ? Array(repeating: 0, count: plan.shape.outputCount) : []
  }

  /// Where the tile of a step begins in the tensor that it reads.
  func origin(of step: DenseStep) -> TileOrigin {
    let tile = plan.tile
    if step.sendsWeights {
      return TileOrigin(
        position: [
          step.pass.g &* tile.g, step.pass.k &* tile.k, step.r &* tile.r, step.s &* tile.s, step.c &* tile.c, 0, 0,
          0,
        ], in: weightDimensions)
    }
    let stride = plan.shape.stride
    return TileOrigin(
      position: [
        step.pass.n &* tile.n, step.pass.g &* tile.g, step.x &* tile.x &* stride &+ step.r &* tile.r,
        step.y &* tile.y &* stride &+ step.s &* tile.s, step.c &* tile.c, 0, 0, 0,
      ], in: inputDimensions)
  }

  func weight(_ element: TileElement, _ origin: TileOrigin) -> Float {
    guard hasValues, let index = origin.index(of: element) else { return 0 }
    return weights[index]
  }

  func input(_ element: TileElement, _ origin: TileOrigin) -> Float {
    guard hasValues, let index = origin.index(of: element) else { return 0 }
    return input[index]
  }

  mutating func write(_ value: Float, at index: Int) {
    if hasValues { output[index] = value }
  }

  // MARK: - Reads

  /// Elements that the global buffer reads for a step. What a tile reaches beyond its filters is not read; beyond
  /// the groups, the batch and the plane of inputs STONNE counts it.
  func reads(of step: DenseStep) -> Int {
    let shape = plan.shape
    let tile = plan.tile
    let channels = rest(shape.channelsPerGroup, step.c, tile.c)
    if step.sendsWeights {
      return tile.g * rest(shape.filtersPerGroup, step.pass.k, tile.k) * rest(shape.r, step.r, tile.r)
        * rest(shape.s, step.s, tile.s) * channels
    }
    return tile.n * tile.g * channels * plan.windowRows(fold: step.r)
      * plan.windowColumns(fold: step.s, slides: plan.slides && step.y > 0)
  }

  /// How much of a tile lies inside an extent.
  private func rest(_ extent: Int, _ position: Int, _ part: Int) -> Int { min(part, extent - position * part) }
}
