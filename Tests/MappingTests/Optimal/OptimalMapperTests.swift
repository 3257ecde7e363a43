import CycleSimulator
import Hardware
import Mapping
import Tensors
import Testing
import Workload

@Suite("Optimal mapper")
struct OptimalMapperTests {
  private func cycles(_ candidate: TileCandidate?) throws -> Int {
    guard case .simulated(let cycles, _) = try #require(candidate).judgement else { return .max }
    return cycles
  }

  @Test("no tile of powers of two is faster on a small array")
  func exhaustive() throws {
    let maeri = HardwareConfiguration(
      multipliers: 8, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 4)
    let layer = Layer.denseGEMM(MatrixShape(m: 5, n: 6, k: 8))
    let best = OptimalMapper(on: maeri).candidates(for: layer).first
    var fastest = Int.max
    for m in [1, 2, 4] {
      for n in [1, 2, 4] {
        for k in [1, 2, 4, 8] {
          let tile = Tile(m: m, n: n, k: k)
          guard TileLegality.violation(of: tile, for: layer, on: maeri) == nil else { continue }
          fastest = min(fastest, try simulate(layer, on: maeri, tile: tile).cycles)
        }
      }
    }
    #expect(try cycles(best) <= fastest)
  }

  @Test("it is never slower than what the other mappers choose")
  func neverSlower() throws {
    for seed in UInt64(0)..<12 {
      var random = SplitMix64(seed: seed)
      let hardware = HardwareConfiguration(
        multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 4)
      let layer: Layer =
        seed.isMultiple(of: 2)
        ? .denseGEMM(
          MatrixShape(
            m: .random(in: 1...8, using: &random), n: .random(in: 1...8, using: &random),
            k: .random(in: 1...16, using: &random)))
        : .convolution(
          ConvolutionShape(
            r: 2, s: 2, c: .random(in: 1...4, using: &random), k: .random(in: 1...4, using: &random), x: 5, y: 5))
      let choice = MapperChoice(on: hardware)
      let stonne = try #require(try choice.tile(for: layer, mapper: .stonne))
      let optimal = try #require(try choice.tile(for: layer, mapper: .optimal))
      #expect(optimal.method == .optimal)
      let reference = try simulate(layer, on: hardware, tile: stonne.tile).cycles
      #expect(try simulate(layer, on: hardware, tile: optimal.tile).cycles <= reference, "seed \(seed)")
      #expect(try cycles(optimal.candidates.first) <= reference, "seed \(seed)")
    }
  }

  @Test("the energy target weighs energy, and never costs more than the fastest tile")
  func energy() throws {
    let maeri = HardwareConfiguration(
      multipliers: 8, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 4)
    let layer = Layer.denseGEMM(MatrixShape(m: 4, n: 4, k: 8))
    let candidates = OptimalMapper(on: maeri).candidates(for: layer, target: .energy)
    let energies = candidates.map { candidate in
      if case .simulated(_, let energy) = candidate.judgement { energy } else { Double.nan }
    }
    #expect(energies == energies.sorted())
    #expect(candidates.count <= OptimalMapper.simulationLimit)
    #expect(candidates.count > 1)
  }

  @Test("a mesh is cut evenly where that is faster")
  func mesh() throws {
    let mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: 256, rows: 16, columns: 16,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 32, collectionBandwidth: 256)
    let layer = Layer.denseGEMM(MatrixShape(m: 18, n: 18, k: 40))
    let optimal = try #require(try MapperChoice(on: mesh).tile(for: layer, mapper: .optimal))
    let full = try simulate(layer, on: mesh, tile: Tile(m: 16, n: 16, k: 1)).cycles
    #expect(try simulate(layer, on: mesh, tile: optimal.tile).cycles <= full)
  }

  @Test("SparseDense tiles are searched for the given sparsity")
  func sparseDense() throws {
    let magma = HardwareConfiguration(
      controller: .magmaSparseDense, multipliers: 32, accumulationBuffer: 1, distributionBandwidth: 8,
      collectionBandwidth: 8)
    let layer = Layer.sparseDense(MatrixShape(m: 8, n: 16, k: 32))
    let dense = try #require(try MapperChoice(on: magma).tile(for: layer, mapper: .optimal, sparsity: 0))
    let sparse = try #require(try MapperChoice(on: magma).tile(for: layer, mapper: .optimal, sparsity: 0.9))
    #expect(try cycles(sparse.candidates.first) < cycles(dense.candidates.first))
    #expect(TileLegality.violation(of: sparse.tile, for: layer, on: magma) == nil)
  }
}
