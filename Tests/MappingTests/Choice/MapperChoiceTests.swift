import Hardware
import Mapping
import Tensors
import TestSupport
import Testing
import Workload

@Suite("Mapper choice")
struct MapperChoiceTests {
  private let maeri = HardwareConfiguration(multipliers: 64, accumulationBuffer: 1)
  private let convolution = ConvolutionShape(r: 3, s: 3, c: 6, k: 6, x: 20, y: 20)
  private let product = MatrixShape(m: 98, n: 57, k: 141)

  private func choice(
    _ layer: Layer, on hardware: HardwareConfiguration, by generator: TileGenerator = .auto
  ) throws(MappingError) -> TileChoice? {
    try MapperChoice(on: hardware).tile(for: layer, by: generator)
  }

  @Test("by itself STONNE takes mRNA for convolutions and its own mapper for products")
  func automatic() throws {
    let conv = try choice(.convolution(convolution), on: maeri)
    #expect(conv?.method == .mrna)
    #expect(conv?.tile == Tile(r: 3, s: 3, c: 6, k: 1))
    let gemm = try choice(.denseGEMM(product), on: HardwareConfiguration(multipliers: 256, accumulationBuffer: 1))
    #expect(gemm?.method == .stonneMapper)
    #expect(gemm?.tile == Tile(m: 1, n: 32, k: 8))
    #expect(gemm?.candidates.count == 114)
    #expect(gemm?.candidates.first?.tile == gemm?.tile)
    #expect(gemm?.isFallback == false)
  }

  @Test("generators refuse the operations that they do not know")
  func unknownOperations() {
    #expect(
      throws: MappingError.generatorLacksOperation(.stonneMapper, operation: "CONV", accepted: [.auto, .mrna])
    ) {
      try choice(.convolution(convolution), on: maeri, by: .stonneMapper)
    }
    #expect(throws: MappingError.self) { try choice(.sparseDense(product), on: maeri, by: .mrna) }
  }

  @Test("a filter plane larger than the array is refused with both numbers")
  func largeFilters() {
    let error = #expect(throws: MappingError.self) {
      try choice(.convolution(convolution), on: HardwareConfiguration(multipliers: 8, accumulationBuffer: 1))
    }
    #expect(
      error?.description
        == "tile for a CONV in mapper: its filter plane of 3 x 3 elements exceeds the 8 multipliers")
  }

  @Test("a mesh is filled, as far as the layer goes")
  func mesh() throws {
    let mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 16, columns: 8,
      reduceNetwork: .temporal,
      accumulationBuffer: 1, distributionBandwidth: 24, collectionBandwidth: 128)
    let large = try choice(.denseGEMM(MatrixShape(m: 100, n: 100, k: 30)), on: mesh)
    #expect(large?.tile == Tile(m: 16, n: 8, k: 1))
    #expect(large?.method == .mesh)
    #expect(
      try choice(.denseGEMM(MatrixShape(m: 3, n: 2, k: 30)), on: mesh, by: .mrna)?.tile == Tile(m: 3, n: 2, k: 1))
  }

  @Test("a SparseGEMM needs no tile")
  func sparseGEMM() throws {
    let layer = Layer.sparseGEMM(product, SparseGEMMOptions(dataflow: .leftStationary))
    #expect(try choice(layer, on: HardwareConfiguration(controller: .sigmaSparseGEMM)) == nil)
  }

  @Test("where the choice cannot run, a legal tile stands in for it")
  func fallback() throws {
    let bare = HardwareConfiguration(multipliers: 64)
    let large = ConvolutionShape(r: 3, s: 3, c: 64, k: 64, x: 10, y: 10)
    let chosen = try #require(try choice(.convolution(large), on: bare))
    #expect(chosen.isFallback)
    #expect(TileLegality.violation(of: chosen.tile, for: .convolution(large), on: bare) == nil)

    let temporal = HardwareConfiguration(multipliers: 64, reduceNetwork: .temporal, accumulationBuffer: 1)
    let single = try #require(try choice(.denseGEMM(product), on: temporal))
    #expect(single.tile.virtualNeuronSize == 1)
    #expect(single.tile.virtualNeurons == 32)
  }

  @Test("where nothing can run, the error says what even the smallest tile lacks")
  func nothingLegal() {
    let temporal = HardwareConfiguration(multipliers: 64, reduceNetwork: .temporal)
    let error = #expect(throws: MappingError.self) { try choice(.denseGEMM(product), on: temporal) }
    #expect(error?.reason.contains("141 folds an output on TEMPORALRN need its accumulation buffer") == true)
  }

  @Test("extents of 0 and beyond counting are refused")
  func extents() {
    for shape in [
      MatrixShape(m: 0, n: 1, k: 1), MatrixShape(m: .max, n: 2, k: 2), MatrixShape(m: 1, n: -1, k: 4),
      MatrixShape(m: 8_000_000, n: 8_000_000, k: 8_000_000),
    ] {
      #expect(throws: MappingError.extents(operation: "DenseGEMM")) { try choice(.denseGEMM(shape), on: maeri) }
    }
    let wide = ConvolutionShape(r: 1 << 31, s: 1 << 31, c: 1, k: 1, x: 1 << 31, y: 1 << 31)
    #expect(throws: MappingError.extents(operation: "CONV")) { try choice(.convolution(wide), on: maeri) }
  }

  @Test("every choice on random machines and layers is legal or a refusal")
  func randomChoices() throws {
    for seed in UInt64(0)..<2000 {
      var random = SplitMix64(seed: seed)
      let multipliers = 1 << Int.random(in: 1...9, using: &random)
      let hardware = HardwareConfiguration(
        multipliers: multipliers,
        reduceNetwork: HardwareConfiguration.ReduceNetwork.allCases.randomElement(using: &random) ?? .temporal,
        accumulationBuffer: Int.random(in: 0...1, using: &random), distributionBandwidth: 2, collectionBandwidth: 2
      )
      let layer: Layer =
        Bool.random(using: &random)
        ? .denseGEMM(
          MatrixShape(
            m: .random(in: 1...200, using: &random), n: .random(in: 1...200, using: &random),
            k: .random(in: 1...200, using: &random)))
        : .convolution(
          ConvolutionShape(
            r: .random(in: 1...5, using: &random), s: .random(in: 1...5, using: &random),
            c: .random(in: 1...64, using: &random), k: .random(in: 1...64, using: &random), x: 12, y: 12))
      do {
        let chosen = try #require(try choice(layer, on: hardware))
        #expect(TileLegality.violation(of: chosen.tile, for: layer, on: hardware) == nil, "seed \(seed)")
      } catch MappingError.filterExceedsArray {
        continue
      } catch MappingError.noLegalTile {
        #expect(hardware.reduceNetwork == .temporal && hardware.accumulationBuffer == 0, "seed \(seed)")
      }
    }
  }
}
