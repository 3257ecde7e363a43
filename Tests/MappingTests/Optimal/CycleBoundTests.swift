import CycleSimulator
import Hardware
import Mapping
import Tensors
import Testing
import Workload

@Suite("Cycle bounds")
struct CycleBoundTests {
  @Test("no run stays below its bound")
  func bounds() throws {
    for seed in UInt64(0)..<60 {
      var random = SplitMix64(seed: seed)
      let hardware = HardwareConfiguration(
        multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 1 << Int.random(in: 0...4, using: &random),
        collectionBandwidth: 1 << Int.random(in: 0...4, using: &random))
      let layer: Layer =
        seed.isMultiple(of: 2)
        ? .denseGEMM(
          MatrixShape(
            m: .random(in: 1...6, using: &random), n: .random(in: 1...6, using: &random),
            k: .random(in: 1...12, using: &random)))
        : .convolution(
          ConvolutionShape(
            r: 2, s: 3, c: .random(in: 1...3, using: &random), k: .random(in: 1...3, using: &random), x: 5, y: 6))
      let tile = Tile(
        r: 1, s: .random(in: 1...3, using: &random), c: 1, k: .random(in: 1...2, using: &random),
        x: .random(in: 1...2, using: &random))
      guard TileLegality.violation(of: tile, for: layer, on: hardware) == nil,
        let result = try? simulate(layer, on: hardware, tile: tile)
      else { continue }
      #expect(CycleBound(layer, tile, on: hardware).cycles <= result.cycles, "seed \(seed)")
    }
  }
}
