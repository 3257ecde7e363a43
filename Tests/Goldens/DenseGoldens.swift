import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite struct DenseGoldens {
  @Test(
    "CONV on a linear array is STONNE's to the last counter",
    arguments: try RecordedRun.recorded("conv") + RecordedRun.recorded("strides"))
  func convolution(run: RecordedRun) throws {
    let shape = ConvolutionShape(
      r: try run.number("R", default: 1), s: try run.number("S", default: 3), c: try run.number("C", default: 1),
      k: try run.number("K", default: 1), g: try run.number("G", default: 1), n: try run.number("N", default: 1),
      x: try run.number("X", default: 1), y: try run.number("Y", default: 3),
      stride: try run.number("strides", default: 1))
    let tile = Tile(
      r: try run.number("T_R", default: 1), s: try run.number("T_S", default: 3),
      c: try run.number("T_C", default: 1),
      k: try run.number("T_K", default: 1), g: try run.number("T_G", default: 1),
      n: try run.number("T_N", default: 1),
      x: try run.number("T_X_", default: 1), y: try run.number("T_Y_", default: 1))
    var random = GlibcRandom()
    let operands = LayerOperands(
      left: random.denseOperand(count: shape.inputCount), right: random.denseOperand(count: shape.weightCount))
    try compare(
      run, .convolution(shape), operands, tile,
      outputs: wholeConvolution(shape, operands.left, operands.right))
  }

  @Test(
    "FC and DenseGEMM on a linear array are STONNE's to the last counter",
    arguments: try RecordedRun.recorded("fc") + RecordedRun.recorded("gemm"))
  func denseGEMM(run: RecordedRun) throws {
    let (shape, tile) = try run.matrixProduct()
    var random = GlibcRandom()
    let operands = LayerOperands(
      left: random.denseOperand(count: shape.m * shape.k), right: random.denseOperand(count: shape.n * shape.k))
    try compare(
      run, .denseGEMM(shape), operands, tile,
      outputs: wholeProduct(shape, operands.left) { operands.right[$1 * shape.k + $0] })
  }

  private func compare(
    _ run: RecordedRun, _ layer: Layer, _ operands: LayerOperands, _ tile: Tile, outputs: [Float]
  ) throws {
    let reduceNetwork = try #require(
      HardwareConfiguration.ReduceNetwork(rawValue: run.option("rn_type") ?? "ASNETWORK"))
    let hardware = HardwareConfiguration(
      multipliers: try run.number("num_ms", default: 64), reduceNetwork: reduceNetwork,
      accumulationBuffer: try run.number("accumulation_buffer", default: 0),
      distributionBandwidth: try run.number("dn_bw", default: 4),
      collectionBandwidth: try run.number("rn_bw", default: 4))
    try run.expect(outputs: outputs, layer: layer, tile: tile, on: hardware, longestStepped: 1000) { engine in
      try simulate(layer, operands: operands, on: hardware, tile: tile, engine: engine)
    }
  }
}
