import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite struct MeshGoldens {
  @Test("DenseGEMM on the mesh is STONNE's to the last counter", arguments: try RecordedRun.recorded("tpu"))
  func denseGEMM(run: RecordedRun) throws {
    let shape = MatrixShape(
      m: try run.number("M", default: 1), n: try run.number("N", default: 1), k: try run.number("K", default: 3))
    let tile = Tile(
      m: try run.number("T_M", default: 1), n: try run.number("T_N", default: 1),
      k: try run.number("T_K", default: 1))
    let hardware = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh,
      multipliers: try run.number("num_ms", default: 64), rows: try run.number("ms_rows", default: 0),
      columns: try run.number("ms_cols", default: 0), reduceNetwork: .temporal,
      accumulationBuffer: try run.number("accumulation_buffer", default: 0),
      distributionBandwidth: try run.number("dn_bw", default: 4),
      collectionBandwidth: try run.number("rn_bw", default: 4))
    var random = GlibcRandom()
    let operands = LayerOperands(
      left: random.denseOperand(count: shape.m * shape.k), right: random.denseOperand(count: shape.n * shape.k))
    try run.expect(
      outputs: wholeProduct(shape, operands.left) { operands.right[$1 * shape.k + $0] },
      layer: .denseGEMM(shape), tile: tile, on: hardware
    ) { engine in
      simulateMesh(shape, operands: operands, on: hardware, tile: tile, engine: engine)
    }
  }
}
