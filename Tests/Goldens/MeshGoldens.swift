import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite struct MeshGoldens {
  @Test("DenseGEMM on the mesh is STONNE's to the last counter", arguments: try RecordedRun.recorded("tpu"))
  func denseGEMM(run: RecordedRun) throws {
    let (shape, tile) = try run.matrixProduct()
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
      try simulateMesh(shape, operands: operands, on: hardware, tile: tile, engine: engine)
    }
  }
}
