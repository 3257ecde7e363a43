import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite("Bounds of products on a mesh")
struct MeshBoundTests {
  @Test("no run stays below its bounds")
  func sound() throws {
    let costs = ActivityCosts(.standard)
    for seed in UInt64(0)..<2000 {
      var random = SplitMix64(seed: seed)
      func extent(_ limit: Int) -> Int { .random(in: 1...limit, using: &random) }
      let side = 1 << Int.random(in: 1...3, using: &random)
      let hardware = HardwareConfiguration(
        controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: side * side, rows: side,
        columns: side, reduceNetwork: .temporal, accumulationBuffer: 1,
        distributionBandwidth: 1 << Int.random(in: 0...(side.trailingZeroBitCount + 1), using: &random),
        collectionBandwidth: 1 << Int.random(in: 0...(2 * side.trailingZeroBitCount), using: &random))
      let shape = MatrixShape(m: extent(20), n: extent(20), k: extent(20))
      let tile = Tile(m: extent(side), n: extent(side), k: 1)
      let result = try simulate(.denseGEMM(shape), on: hardware, tile: tile)
      let energy = try EnergyReport(result.statistics.activity, cycles: result.cycles).totals.dynamicEnergy
      let bound = MeshBound(shape, on: hardware)
      let place: Comment = "seed \(seed)"
      for cost in [bound.quick(tile, costs), bound.close(tile, costs)] {
        #expect(cost.cycles <= result.cycles, place)
        #expect(cost.dynamicEnergy <= energy * (1 + 1e-9), place)
      }
      #expect(bound.close(tile, costs).dynamicEnergy > energy * 0.9, place)
    }
  }

  @Test("without contention on the bus the bound is what a run takes")
  func exact() throws {
    let hardware = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: 16, rows: 4, columns: 4,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 8, collectionBandwidth: 16)
    let shape = MatrixShape(m: 1, n: 4, k: 9)
    let tile = Tile(m: 1, n: 1, k: 1)
    let cycles = try simulate(.denseGEMM(shape), on: hardware, tile: tile).cycles
    #expect(MeshBound(shape, on: hardware).close(tile, ActivityCosts(.standard)).cycles == cycles)
  }
}
