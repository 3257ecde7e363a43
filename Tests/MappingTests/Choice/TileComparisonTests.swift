import CycleSimulator
import Hardware
import Mapping
import Testing
import Workload

@Suite("A mapper's tile beside the best")
struct TileComparisonTests {
  private let array = HardwareConfiguration(
    multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 8, collectionBandwidth: 8)
  private let layer = Layer.denseGEMM(MatrixShape(m: 7, n: 7, k: 7))

  private func comparison(
    _ layer: Layer, on hardware: HardwareConfiguration, searches: Bool = true, target: TileTarget = .performance
  ) throws -> TileComparison {
    var options = TileComparison.Options()
    options.target = target
    options.rows = .sparsity(0.5)
    options.searches = searches
    return try TileComparison(of: layer, on: hardware, mappers: MapperChoice(on: hardware), options: options)
  }

  @Test("the chosen tile has the cycles of its simulation, 80 for STONNE's choice")
  func chosen() throws {
    let comparison = try comparison(layer, on: array, searches: false)
    #expect(comparison.chosen?.tile == Tile(m: 1, n: 4, k: 4))
    #expect(comparison.chosen?.cycles == 80)
    #expect(comparison.best.isEmpty)
    #expect(comparison.proof == nil)
    #expect(comparison.shareOfBest(.performance) == nil)
  }

  @Test("the best is at most 72 cycles, which STONNE's own tests know of")
  func best() throws {
    let comparison = try comparison(layer, on: array)
    let best = try #require(comparison.best.first)
    #expect(best.cycles <= 72)
    #expect(comparison.shareOfBest(.performance) == Double(best.cycles) / 80)
    #expect(comparison.shareOfBound(.performance) == 1)
  }

  @Test("no target has a best tile that is worse than the chosen one", arguments: TileTarget.allCases)
  func bounds(target: TileTarget) throws {
    let convolution = Layer.convolution(ConvolutionShape(r: 3, s: 3, c: 4, k: 4, x: 6, y: 6))
    for layer in [layer, convolution] {
      let share = try comparison(layer, on: array, target: target).shareOfBest(target)
      #expect(try #require(share) <= 1)
    }
  }

  @Test("a SparseGEMM has cycles and no tile; a SparseDense layer has both")
  func sparse() throws {
    let shape = MatrixShape(m: 4, n: 5, k: 6)
    var sigma = HardwareConfiguration(controller: .sigmaSparseGEMM, multipliers: 16)
    let product = Layer.sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
    let comparison = try comparison(product, on: sigma)
    #expect(comparison.choice == nil)
    #expect(comparison.chosen?.cycles == (try simulate(product, on: sigma).cycles))
    #expect([comparison.chosen] == comparison.best)
    sigma.controller = .magmaSparseDense
    sigma.accumulationBuffer = 1
    #expect(try self.comparison(.sparseDense(shape), on: sigma).chosen?.tile != nil)
  }
}
