import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite struct SparseGEMMGoldens {
  @Test("SparseGEMM is STONNE's to the last counter", arguments: try RecordedRun.recorded("spgemm"))
  func sparseGEMM(run: RecordedRun) throws {
    let shape = MatrixShape(
      m: try run.number("M", default: 4), n: try run.number("N", default: 4), k: try run.number("K", default: 8))
    let dataflow = try #require(
      SparseGEMMOptions.Dataflow(rawValue: run.option("dataflow") ?? "MK_STA_KN_STR"))
    let options = SparseGEMMOptions(dataflow: dataflow, optimize: try run.number("optimize", default: 0) == 1)
    let hardware = HardwareConfiguration(
      controller: .sigmaSparseGEMM, multipliers: try run.number("num_ms", default: 64),
      distributionBandwidth: try run.number("dn_bw", default: 4),
      collectionBandwidth: try run.number("rn_bw", default: 4))
    var random = GlibcRandom()
    let left = random.sparseOperand(
      count: shape.m * shape.k, sparsity: try run.number("MK_sparsity", default: 20))
    let right = random.sparseOperand(
      count: shape.k * shape.n, sparsity: try run.number("KN_sparsity", default: 20))
    try run.expect(
      outputs: wholeProduct(shape, left) { right[$0 * shape.n + $1] }, layer: .sparseGEMM(shape, options),
      tile: nil, on: hardware
    ) { engine in
      try simulate(
        .sparseGEMM(shape, options), operands: LayerOperands(left: left, right: right), on: hardware,
        engine: engine)
    }
  }
}
