import Hardware
import Testing
import Workload

@Suite("Tile legality")
struct TileLegalityTests {
  private let convolution = Layer.convolution(ConvolutionShape(r: 3, s: 3, c: 6, k: 6, x: 20, y: 20))

  private func linear(
    _ multipliers: Int, _ reduction: HardwareConfiguration.ReduceNetwork = .augmentedTree, buffer: Int = 0
  ) -> HardwareConfiguration {
    HardwareConfiguration(multipliers: multipliers, reduceNetwork: reduction, accumulationBuffer: buffer)
  }

  private func reason(_ tile: Tile, _ layer: Layer, _ hardware: HardwareConfiguration, longestRow: Int? = nil)
    -> String?
  {
    TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: longestRow)?.reason
  }

  @Test("a tile larger than the array is refused with both numbers")
  func multipliers() {
    let tile = Tile(r: 3, s: 3, c: 2, k: 4)
    #expect(
      reason(tile, convolution, linear(64, buffer: 1))
        == "it takes 72 multipliers (the product of its sizes) where the array has 64")
    #expect(reason(tile, convolution, linear(128, buffer: 1)) == nil)
  }

  @Test("sizes below 1 and products beyond any number are refused")
  func sizes() {
    #expect(reason(Tile(r: 0), convolution, linear(64)) == "every size has to be 1 or more")
    #expect(reason(Tile(k: -3), convolution, linear(64)) == "every size has to be 1 or more")
    let huge = Tile(r: .max, s: .max, c: .max, k: 2)
    #expect(reason(huge, convolution, linear(64))?.contains("more multipliers than a number can hold") == true)
  }

  @Test("folding without an accumulation buffer needs a forwarder in each virtual neuron")
  func forwarders() {
    let tile = Tile(r: 3, s: 3, c: 1, k: 7)
    #expect(reason(tile, convolution, linear(64))?.contains("70 where ms_size is 64") == true)
    #expect(reason(Tile(r: 3, s: 3, c: 1, k: 6), convolution, linear(64)) == nil)
    #expect(reason(tile, convolution, linear(64, buffer: 1)) == nil)
    #expect(reason(tile, convolution, linear(64, .foldingTree)) == nil)
    #expect(reason(Tile(r: 3, s: 3, c: 6, k: 1), convolution, linear(64)) == nil)
  }

  @Test("several virtual neurons of one multiplier that fold are refused where partial sums are kept in the tree")
  func singleMultipliers() {
    let tile = Tile(k: 2)
    #expect(reason(tile, convolution, linear(64, buffer: 1))?.contains("54 folds an output share") == true)
    #expect(reason(tile, convolution, linear(64, .foldingTree)) != nil)
    #expect(reason(tile, convolution, linear(64)) == nil)
    #expect(reason(Tile(), convolution, linear(64, buffer: 1)) == nil)
    let pointwise = Layer.convolution(ConvolutionShape(r: 1, s: 1, c: 1, k: 6, x: 4, y: 4))
    #expect(reason(tile, pointwise, linear(64, buffer: 1)) == nil)
  }

  @Test("a temporal network takes virtual neurons of one multiplier, and its buffer to fold")
  func temporal() {
    #expect(reason(Tile(k: 2), convolution, linear(64, .temporal, buffer: 1)) == nil)
    #expect(
      reason(Tile(k: 2), convolution, linear(64, .temporal))?.contains("need its accumulation buffer") == true)
    #expect(reason(Tile(s: 3), convolution, linear(64, .temporal, buffer: 1))?.contains("this tile has 3") == true)
  }

  @Test("several batch elements and several groups may be resident at a time")
  func batchAndGroups() {
    let layer = Layer.convolution(ConvolutionShape(r: 1, s: 1, c: 2, k: 2, g: 2, n: 2, x: 4, y: 4))
    for tile in [Tile(g: 2, n: 2), Tile(g: 2), Tile(n: 2)] { #expect(reason(tile, layer, linear(64)) == nil) }
  }

  @Test("a mesh takes tiles that fit its rows and columns, after the layer cuts them")
  func mesh() {
    var mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 4, columns: 8,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 12, collectionBandwidth: 4)
    let layer = Layer.denseGEMM(MatrixShape(m: 16, n: 16, k: 8))
    #expect(reason(Tile(m: 4, n: 8, k: 1), layer, mesh) == nil)
    #expect(reason(Tile(m: 8, n: 4, k: 1), layer, mesh)?.contains("8 rows and 4 columns") == true)
    #expect(reason(Tile(m: 2, n: 16, k: 1), layer, mesh) != nil)
    #expect(reason(Tile(m: 2, n: 16, k: 1), .denseGEMM(MatrixShape(m: 16, n: 8, k: 8)), mesh) == nil)
    mesh.accumulationBuffer = 0
    #expect(reason(Tile(m: 4, n: 8, k: 1), layer, mesh) == nil)
    mesh.multipliers = 32
    #expect(reason(Tile(m: 4, n: 8, k: 1), layer, mesh)?.contains("64 where ms_size is 32") == true)
  }

  @Test("a mesh's bus has to reach the accumulators that a tile uses")
  func meshBus() {
    let mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 16, columns: 16,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: 32, collectionBandwidth: 64)
    let layer = Layer.denseGEMM(MatrixShape(m: 16, n: 16, k: 8))
    let refused = TileLegality.violation(of: Tile(m: 16, n: 16, k: 1), for: layer, on: mesh)
    #expect(refused?.reason.contains("accumulator 255") == true)
    #expect(refused?.reason.contains("only 128 accumulators") == true)
    #expect(refused?.hint == "set MSNetwork.ms_size to 256")
    #expect(reason(Tile(m: 8, n: 16, k: 1), layer, mesh) == nil)
    #expect(reason(Tile(m: 9, n: 1, k: 1), layer, mesh) != nil)
  }

  @Test("a SparseDense tile folds long rows only where partial sums can be kept")
  func sparseDense() {
    let layer = Layer.sparseDense(MatrixShape(m: 4, n: 8, k: 32))
    func magma(_ reduction: HardwareConfiguration.ReduceNetwork, _ buffer: Int) -> HardwareConfiguration {
      HardwareConfiguration(
        controller: .magmaSparseDense, multipliers: 64, reduceNetwork: reduction, accumulationBuffer: buffer)
    }
    let tile = Tile(m: 1, n: 4, k: 8)
    #expect(reason(tile, layer, magma(.augmentedTree, 1)) == nil)
    #expect(reason(tile, layer, magma(.augmentedTree, 0))?.contains("takes 4 folds of T_K = 8") == true)
    #expect(reason(tile, layer, magma(.augmentedTree, 0), longestRow: 8) == nil)
    #expect(reason(tile, layer, magma(.temporal, 1)) != nil)
    let single = Tile(m: 1, n: 4, k: 1)
    #expect(reason(single, layer, magma(.temporal, 0)) == nil)
    #expect(reason(single, layer, magma(.augmentedTree, 1)) != nil)
    #expect(reason(single, layer, magma(.augmentedTree, 1), longestRow: 1) == nil)
    #expect(reason(Tile(m: 1, n: 1, k: 1), layer, magma(.augmentedTree, 1)) == nil)
    #expect(reason(Tile(m: 1, n: 16, k: 8), layer, magma(.augmentedTree, 1))?.contains("128 multipliers") == true)
  }

  @Test("the error names the tile, the place and the rule")
  func message() {
    let error = #expect(throws: HardwareError.self) {
      try TileLegality.require(
        Tile(m: 1, n: 128, k: 2), for: .denseGEMM(MatrixShape(m: 1, n: 128, k: 2)), on: linear(64),
        place: "layer fc6, tiles/fc6.txt")
    }
    #expect(
      error?.description == "tile <T_M=1, T_N=128, T_K=2> in layer fc6, tiles/fc6.txt: "
        + "it takes 256 multipliers (the product of its sizes) where the array has 64")
  }
}
