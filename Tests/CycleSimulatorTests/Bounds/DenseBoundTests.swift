import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite("Bounds of dense layers")
struct DenseBoundTests {
  private static let costs = ActivityCosts(.standard)

  /// A small layer, machine and legal tile.
  private func configuration(
    _ seed: UInt64
  ) -> (layer: Layer, shape: ConvolutionShape, tile: Tile, hardware: HardwareConfiguration)? {
    var random = SplitMix64(seed: seed)
    func extent(_ limit: Int) -> Int { .random(in: 1...limit, using: &random) }
    let multipliers = 1 << Int.random(in: 1...6, using: &random)
    let hardware = HardwareConfiguration(
      multipliers: multipliers,
      reduceNetwork: [.augmentedTree, .augmentedTree, .foldingTree, .temporal][extent(4) - 1],
      accumulationBuffer: extent(4) > 1 ? 1 : 0,
      distributionBandwidth: min(multipliers, 1 << Int.random(in: 0...6, using: &random)),
      collectionBandwidth: min(multipliers, 1 << Int.random(in: 0...6, using: &random)))
    guard HardwareLegality.violation(of: hardware) == nil else { return nil }
    let layer: Layer
    if seed.isMultiple(of: 3) {
      layer = .denseGEMM(MatrixShape(m: extent(12), n: extent(12), k: extent(20)))
    } else {
      let (r, s, g) = (extent(3), extent(4), extent(2))
      layer = .convolution(
        ConvolutionShape(
          r: r, s: s, c: g * extent(4), k: g * extent(6), g: g, n: seed.isMultiple(of: 5) ? extent(3) : 1,
          x: r + extent(7) - 1, y: s + extent(8) - 1, stride: seed.isMultiple(of: 2) ? 1 : extent(3)))
    }
    guard let shape = layer.denseConvolution else { return nil }
    var budget = multipliers
    func size(_ extent: Int) -> Int {
      let size = Int.random(in: 1...max(1, min(extent, budget)), using: &random)
      budget /= size
      return size
    }
    var tile = Tile()
    for dimension in [0, 1, 2, 3, 4, 5, 6, 7].shuffled(using: &random) {
      switch dimension {
      case 0: tile.r = size(shape.r)
      case 1: tile.s = size(shape.s)
      case 2: tile.c = size(shape.channelsPerGroup)
      case 3: tile.k = size(shape.filtersPerGroup)
      case 4: tile.g = size(shape.g)
      case 5: tile.n = size(shape.n)
      case 6: tile.x = size(shape.outputX)
      default: tile.y = size(shape.outputY)
      }
    }
    guard TileLegality.violation(of: tile, for: layer, on: hardware) == nil else { return nil }
    return (layer, shape, tile, hardware)
  }

  @Test("no run stays below its bounds, and most take exactly as long")
  func sound() throws {
    var runs = 0
    var exact = 0
    for seed in UInt64(0)..<4000 {
      guard let (layer, shape, tile, hardware) = configuration(seed),
        let result = try? simulate(layer, on: hardware, tile: tile)
      else { continue }
      var bound = DenseBound(shape, on: hardware, profiles: ReductionProfiles(on: hardware))
      let close = bound.close(tile, Self.costs)
      let energy = try EnergyReport(result.statistics.activity, cycles: result.cycles).totals.dynamicEnergy
      let place: Comment = "seed \(seed): \(layer.text), \(tile.text(for: layer)), \(hardware.reduceNetwork)"
      for cost in [bound.quick(tile, Self.costs), close] {
        #expect(cost.cycles <= result.cycles, place)
        #expect(cost.dynamicEnergy <= energy * (1 + 1e-9), place)
      }
      runs += 1
      exact += close.cycles == result.cycles ? 1 : 0
    }
    #expect(runs > 2000)
    #expect(exact > runs * 3 / 4, "\(exact) of \(runs)")
  }

  @Test("where each pass waits for the one before, nothing comes back, and the bus is free, the bound is exact")
  func exact() throws {
    let hardware = HardwareConfiguration(
      multipliers: 32, accumulationBuffer: 1, distributionBandwidth: 8, collectionBandwidth: 32)
    let shape = ConvolutionShape(r: 3, s: 3, c: 4, k: 6, x: 8, y: 9)
    for tile in [Tile(r: 3, s: 3, k: 3), Tile(r: 3, s: 3, c: 2), Tile(r: 1, s: 3, c: 2, x: 3), Tile(c: 4, k: 6)] {
      let result = try simulate(.convolution(shape), on: hardware, tile: tile)
      var bound = DenseBound(shape, on: hardware, profiles: ReductionProfiles(on: hardware))
      let cost = bound.close(tile, Self.costs)
      let energy = try EnergyReport(result.statistics.activity, cycles: result.cycles).totals.dynamicEnergy
      #expect(cost.cycles == result.cycles, "\(tile)")
      #expect(abs(cost.dynamicEnergy - energy) <= 1e-9 * energy, "\(tile)")
    }
  }

  @Test("a tile whose forwarders do not fit costs more than any")
  func impossible() {
    let hardware = HardwareConfiguration(multipliers: 16)
    let shape = ConvolutionShape(matrix: MatrixShape(m: 4, n: 4, k: 9))
    let bound = DenseBound(shape, on: hardware, profiles: ReductionProfiles(on: hardware))
    #expect(bound.quick(Tile(m: 1, n: 4, k: 4), Self.costs).cycles == .max)
  }
}
