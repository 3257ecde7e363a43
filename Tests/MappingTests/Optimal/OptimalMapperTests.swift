import CycleSimulator
import Hardware
import Mapping
import Tensors
import Testing
import Workload

@Suite("Optimal mapper")
struct OptimalMapperTests {
  private let maeri = HardwareConfiguration(
    multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 4)

  private func cycles(_ candidate: TileCandidate?) throws -> Int {
    guard case .simulated(let cycles, _, _) = try #require(candidate).judgement else { return .max }
    return cycles
  }

  private func energy(_ candidate: TileCandidate) -> Double {
    if case .simulated(_, let energy, _) = candidate.judgement { energy } else { .nan }
  }

  @Test("it is never slower than what the other mappers choose, and says that nothing is")
  func neverSlower() throws {
    for seed in UInt64(0)..<12 {
      var random = SplitMix64(seed: seed)
      let layer: Layer =
        seed.isMultiple(of: 2)
        ? .denseGEMM(
          MatrixShape(
            m: .random(in: 1...8, using: &random), n: .random(in: 1...8, using: &random),
            k: .random(in: 1...16, using: &random)))
        : .convolution(
          ConvolutionShape(
            r: 2, s: 2, c: .random(in: 1...4, using: &random), k: .random(in: 1...4, using: &random), x: 5, y: 5))
      let choice = MapperChoice(on: maeri)
      let stonne = try #require(try choice.tile(for: layer, mapper: .stonne))
      let optimal = try #require(try choice.tile(for: layer, mapper: .optimal))
      #expect(optimal.method == .optimal)
      let reference = try simulate(layer, on: maeri, tile: stonne.tile).cycles
      let best = try simulate(layer, on: maeri, tile: optimal.tile).cycles
      #expect(best <= reference, "seed \(seed)")
      #expect(try cycles(optimal.candidates.first) == best, "seed \(seed)")
      let proof = try #require(optimal.proof)
      #expect(proof.isProven)
      #expect(proof.bound == Double(best))
    }
  }

  @Test("the energy targets weigh energy with the table that is given")
  func energyTargets() throws {
    let layer = Layer.denseGEMM(MatrixShape(m: 4, n: 4, k: 8))
    let fastest = try #require(OptimalMapper(on: maeri).search(for: layer)?.candidates.first)
    let frugal = try #require(OptimalMapper(on: maeri).search(for: layer, target: .energy)?.candidates.first)
    #expect(energy(frugal) <= energy(fastest))
    let rows = EnergyTable.standard.rows.map { row in
      EnergyTable.Row(
        row.component, area: row.area, staticEnergy: row.component == "GLOBALBUFFER" ? 1 : 0,
        operations: row.operations.mapValues { _ in 0 })
    }
    // Only the cycles cost anything.
    let idle = OptimalMapper(on: maeri, table: EnergyTable(rows)).search(for: layer, target: .energy)
    #expect(try cycles(idle?.candidates.first) == cycles(fastest))
  }

  @Test("several of the best are found in order")
  func several() throws {
    let layer = Layer.denseGEMM(MatrixShape(m: 5, n: 6, k: 8))
    let best = try #require(OptimalMapper(on: maeri).search(for: layer))
    let five = try #require(OptimalMapper(on: maeri).search(for: layer, wanted: 5))
    let costs = try five.candidates.map { try cycles($0) }
    #expect(costs.count >= 5)
    #expect(costs == costs.sorted())
    #expect(costs.first == (try cycles(best.candidates.first)))
    #expect(Set(five.candidates.map(\.tile)).count == five.candidates.count)
  }

  @Test("a search that is cut short says how far the bound is")
  func limited() throws {
    let mapper = OptimalMapper(on: maeri)
    let layer = Layer.denseGEMM(MatrixShape(m: 7, n: 9, k: 31))
    let whole = try #require(mapper.search(for: layer))
    #expect(whole.proof.isProven)
    let poor = [Tile(m: 1, n: 1, k: 2)]
    for limits in [SearchLimits(candidates: 1), SearchLimits(seconds: 1e-9)] {
      let cut = try #require(mapper.search(for: layer, known: poor, limits: limits))
      #expect(!cut.proof.isProven && cut.proof.simulated == 1)
      #expect(cut.candidates.map(\.tile) == poor)
      #expect(cut.proof.bound > 0 && cut.proof.bound <= whole.proof.bound)
    }
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
    #expect(optimal.proof?.isProven == true)
  }

  @Test("SparseDense tiles are searched for the given sparsity")
  func sparseDense() throws {
    let magma = HardwareConfiguration(
      controller: .magmaSparseDense, multipliers: 32, accumulationBuffer: 1, distributionBandwidth: 8,
      collectionBandwidth: 8)
    let layer = Layer.sparseDense(MatrixShape(m: 8, n: 16, k: 32))
    let dense = try #require(try MapperChoice(on: magma).tile(for: layer, mapper: .optimal, rows: .sparsity(0)))
    let sparse = try #require(try MapperChoice(on: magma).tile(for: layer, mapper: .optimal, rows: .sparsity(0.9)))
    #expect(try cycles(sparse.candidates.first) < cycles(dense.candidates.first))
    #expect(TileLegality.violation(of: sparse.tile, for: layer, on: magma, longestRow: 3) == nil)
  }
}
