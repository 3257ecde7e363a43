import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite struct SparseDenseGoldens {
  @Test("SparseDense is STONNE's to the last counter", arguments: try RecordedRun.recorded("spdense"))
  func sparseDense(run: RecordedRun) throws {
    let shape = MatrixShape(
      m: try run.number("M", default: 32), n: try run.number("N", default: 16), k: try run.number("K", default: 32)
    )
    let tile = Tile(m: 1, n: try run.number("T_N", default: 4), k: try run.number("T_K", default: 8))
    let hardware = HardwareConfiguration(
      controller: .magmaSparseDense, multipliers: try run.number("num_ms", default: 64),
      accumulationBuffer: try run.number("accumulation_buffer", default: 1),
      distributionBandwidth: try run.number("dn_bw", default: 4),
      collectionBandwidth: try run.number("rn_bw", default: 4))
    var random = GlibcRandom()
    let left = random.sparseOperand(
      count: shape.m * shape.k, sparsity: try run.number("MK_sparsity", default: 70))
    let right = random.sparseOperand(count: shape.k * shape.n, sparsity: 0)
    try run.expect(
      outputs: wholeProduct(shape, left) { right[$0 * shape.n + $1] }, layer: .sparseDense(shape), tile: nil,
      on: hardware
    ) { engine in
      try simulate(
        .sparseDense(shape), operands: LayerOperands(left: left, right: right), on: hardware, tile: tile,
        engine: engine)
    }
  }
}
