import CycleSimulator
import Hardware
import Mapping
import Sparsity
import Tensors
import Testing
import Workload

/// The search against the plain statement of what it looks for: the least over all tiles, each stepped cycle by cycle.
@Suite("Exhaustive search")
struct ExhaustiveSearchTests {
  private static let arrays = [
    HardwareConfiguration(
      multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 8, collectionBandwidth: 8),
    HardwareConfiguration(
      multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 16, collectionBandwidth: 2),
    HardwareConfiguration(
      multipliers: 16, accumulationBuffer: 0, distributionBandwidth: 4, collectionBandwidth: 4),
    HardwareConfiguration(
      multipliers: 16, reduceNetwork: .foldingTree, distributionBandwidth: 4, collectionBandwidth: 8),
    HardwareConfiguration(
      multipliers: 16, reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 8,
      collectionBandwidth: 16),
  ]

  /// The least cost over all tiles up to these sizes, by the stepped engine; of cycles, energy, and their product.
  private func leastCosts(
    _ layer: Layer, _ extents: [Int], on hardware: HardwareConfiguration, longestRow: Int? = nil,
    _ run: (Tile) throws -> LayerResult
  ) throws -> [TileTarget: Double] {
    var least: [TileTarget: Double] = [:]
    func visit(_ sizes: [Int]) throws {
      guard sizes.count == extents.count else {
        for size in 1...extents[sizes.count] where sizes.reduce(size, *) <= hardware.processingElements {
          try visit(sizes + [size])
        }
        return
      }
      let tile = Tile(
        r: sizes[0], s: sizes[1], c: sizes[2], k: sizes[3], g: sizes[4], n: sizes[5], x: sizes[6], y: sizes[7])
      guard TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: longestRow) == nil,
        let result = try? run(tile)
      else { return }
      let energy = try EnergyReport(result.statistics.activity, cycles: result.cycles).totals.energy
      for target in TileTarget.allCases {
        least[target] = min(least[target] ?? .infinity, target.cost(cycles: result.cycles, energy: energy))
      }
    }
    try visit([])
    return least
  }

  /// How far the tiles of a product reach beyond it: to the first power of two from twice the extent on.
  private func beyond(_ extent: Int) -> Int { 1 << (Int.bitWidth - (2 * extent - 1).leadingZeroBitCount) }

  private func expectSearch(
    _ layer: Layer, on hardware: HardwareConfiguration, rows: SparseRows = .sparsity(0),
    finds least: [TileTarget: Double]
  ) throws {
    for (target, cost) in least {
      let search = try #require(OptimalMapper(on: hardware).search(for: layer, target: target, rows: rows))
      guard case .simulated(let cycles, let energy, _) = try #require(search.candidates.first).judgement else {
        Issue.record("a search simulates")
        return
      }
      let found = target.cost(cycles: cycles, energy: energy)
      let place: Comment = "\(layer.text), \(target), \(hardware.reduceNetwork), \(hardware.accumulationBuffer)"
      #expect(abs(found - cost) <= 1e-9 * cost, place)
      #expect(search.proof.isProven, place)
    }
  }

  @Test("dense layers on 16 multipliers get the best of all tiles", arguments: arrays)
  func dense(hardware: HardwareConfiguration) throws {
    var layers = [(1, 1, 1), (1, 5, 7), (3, 3, 6), (4, 7, 3), (6, 2, 9)].map { m, n, k in
      Layer.denseGEMM(MatrixShape(m: m, n: n, k: k))
    }
    layers += [
      ConvolutionShape(r: 2, s: 3, c: 2, k: 3, x: 4, y: 5),
      ConvolutionShape(r: 3, s: 2, c: 4, k: 2, g: 2, x: 5, y: 4),
      ConvolutionShape(r: 1, s: 1, c: 3, k: 4, n: 2, x: 2, y: 3),
      ConvolutionShape(r: 2, s: 2, c: 1, k: 3, x: 5, y: 6, stride: 2),
    ].map(Layer.convolution)
    for layer in layers {
      let extents: [Int]
      switch layer {
      case .convolution(let shape):
        extents = [
          shape.r, shape.s, shape.channelsPerGroup, shape.filtersPerGroup, shape.g, shape.n, shape.outputX,
          shape.outputY,
        ]
      case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
        extents = [1, beyond(shape.k), 1, beyond(shape.n), 1, 1, beyond(shape.m), 1]
      }
      let least = try leastCosts(layer, extents, on: hardware) {
        try simulate(layer, on: hardware, tile: $0, engine: .stepped)
      }
      try expectSearch(layer, on: hardware, finds: least)
    }
  }

  @Test("products on a mesh of 4 x 4 get the best of all tiles")
  func mesh() throws {
    let mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: 16, rows: 4, columns: 4,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 8)
    for (m, n, k) in [(1, 1, 1), (5, 6, 7), (9, 4, 3), (3, 10, 12)] {
      let layer = Layer.denseGEMM(MatrixShape(m: m, n: n, k: k))
      let least = try leastCosts(layer, [1, 1, 1, min(n, 4), 1, 1, min(m, 4), 1], on: mesh) {
        try simulate(layer, on: mesh, tile: $0, engine: .stepped)
      }
      try expectSearch(layer, on: mesh, finds: least)
    }
  }

  @Test("sparse rows on 16 multipliers get the best of all tiles")
  func sparseDense() throws {
    let magma = HardwareConfiguration(
      controller: .magmaSparseDense, multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 4,
      collectionBandwidth: 8)
    for seed in UInt64(0)..<8 {
      var random = SplitMix64(seed: seed)
      let shape = MatrixShape(
        m: .random(in: 1...4, using: &random), n: .random(in: 1...9, using: &random),
        k: .random(in: 1...20, using: &random))
      let elements = (0..<shape.m).map { _ in Int.random(in: 1...shape.k, using: &random) }
      let left = CompressedSparseRows(elements: elements, columns: shape.k)
      let layer = Layer.sparseDense(shape)
      let least = try leastCosts(
        layer, [1, beyond(shape.k), 1, beyond(shape.n), 1, 1, 1, 1], on: magma, longestRow: elements.max()
      ) { try simulateSparseDense(shape, left: left, right: nil, on: magma, tile: $0, engine: .stepped) }
      try expectSearch(layer, on: magma, rows: .counts(elements), finds: least)
    }
  }
}
