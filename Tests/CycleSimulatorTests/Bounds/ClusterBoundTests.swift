import CycleSimulator
import Hardware
import Sparsity
import Tensors
import Testing
import Workload

@Suite("Bounds of sparse rows times a dense matrix")
struct ClusterBoundTests {
  @Test("no run stays below its bounds, and most take exactly as long")
  func sound() throws {
    let costs = ActivityCosts(.standard)
    var runs = 0
    var exact = 0
    for seed in UInt64(0)..<2000 {
      var random = SplitMix64(seed: seed)
      func extent(_ limit: Int) -> Int { .random(in: 1...limit, using: &random) }
      let multipliers = 1 << Int.random(in: 1...6, using: &random)
      func bandwidth() -> Int { 1 << Int.random(in: 0...multipliers.trailingZeroBitCount, using: &random) }
      let hardware = HardwareConfiguration(
        controller: .magmaSparseDense, multipliers: multipliers, accumulationBuffer: 1,
        distributionBandwidth: bandwidth(), collectionBandwidth: bandwidth())
      let shape = MatrixShape(m: extent(5), n: extent(20), k: extent(40))
      let lanes = extent(min(multipliers, shape.k))
      let tile = Tile(m: 1, n: extent(min(shape.n, multipliers / lanes)), k: lanes)
      let rows = (0..<shape.m).map { _ in extent(shape.k) }
      let layer = Layer.sparseDense(shape)
      guard TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: rows.max()) == nil else {
        continue
      }
      let left = CompressedSparseRows(elements: rows, columns: shape.k)
      let result = try simulateSparseDense(shape, left: left, right: nil, on: hardware, tile: tile)
      let energy = try EnergyReport(result.statistics.activity, cycles: result.cycles).totals.dynamicEnergy
      let bound = ClusterBound(
        shape, rowElements: rows, on: hardware, profiles: ReductionProfiles(on: hardware))
      let place: Comment = "seed \(seed): \(layer.text), \(tile.text(for: layer)), rows \(rows)"
      for cost in [bound.quick(tile, costs), bound.close(tile, costs)] {
        #expect(cost.cycles <= result.cycles, place)
        #expect(cost.dynamicEnergy <= energy * (1 + 1e-9), place)
      }
      runs += 1
      exact += bound.close(tile, costs).cycles == result.cycles ? 1 : 0
      #expect(bound.close(tile, costs).dynamicEnergy > energy * 0.9, place)
    }
    #expect(runs > 1500)
    #expect(exact > runs * 3 / 4, "\(exact) of \(runs)")
  }
}
