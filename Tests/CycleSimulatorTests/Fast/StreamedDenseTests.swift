import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

struct StreamedDenseTests {
  @Test("a pass that may begin early begins no earlier than the results are there that it waits for")
  func overlappingPasses() throws {
    // Rows of 11 in tiles of 9: results in the padding count, so that the gate opens while ports lag behind.
    let hardware = HardwareConfiguration(
      multipliers: 128, accumulationBuffer: 1, distributionBandwidth: 32, collectionBandwidth: 32)
    try expectEqualEngines(
      .denseGEMM(MatrixShape(m: 11, n: 12, k: 28)), Tile(m: 9, n: 1, k: 10), hardware)
  }

  @Test("a window that slides over ports of unequal loads is timed as if stepped")
  func slidingWindows() throws {
    for bandwidth in [4, 16, 32, 64] {
      let hardware = HardwareConfiguration(
        multipliers: 64, accumulationBuffer: 1, distributionBandwidth: bandwidth, collectionBandwidth: 16)
      let shape = ConvolutionShape(r: 3, s: 3, c: 4, k: 14, x: 9, y: 11)
      try expectEqualEngines(.convolution(shape), Tile(r: 3, s: 3, k: 7), hardware)
      let batch = ConvolutionShape(r: 5, s: 5, c: 1, k: 4, n: 3, x: 9, y: 9)
      try expectEqualEngines(.convolution(batch), Tile(r: 5, s: 5, k: 2), hardware)
    }
  }

  @Test("larger machines of every reduction network count as if stepped")
  func largerMachines() throws {
    var random = SplitMix64(seed: 0x7374_7265_616d)
    var trials = 0
    while trials < 60 {
      let trial = Self.largerTrial(using: &random)
      guard trial.isLegal else { continue }
      trials += 1
      try expectEqualEngines(trial.layer, trial.tile, trial.hardware)
    }
  }

  @Test("windows are skipped only where each goes like the one before")
  func manyWindows() throws {
    var random = SplitMix64(seed: 0x7769_6e64)
    var trials = 0
    while trials < 60 {
      var trial = Self.largerTrial(using: &random)
      // Planes of 20 windows and more, in few passes.
      trial.shape.x += 4 * trial.shape.stride
      trial.shape.y += 5 * trial.shape.stride
      trial.shape.k = trial.shape.g * 2
      trial.shape.n = 1
      guard trial.isLegal else { continue }
      trials += 1
      try expectEqualEngines(trial.layer, trial.tile, trial.hardware)
    }
    for (n, k) in [(1, 64), (2, 16), (4, 16), (16, 4), (32, 2)] {
      for bandwidth in [1, 8, 64] {
        let hardware = HardwareConfiguration(
          multipliers: 64, accumulationBuffer: 1, distributionBandwidth: bandwidth, collectionBandwidth: 8)
        try expectEqualEngines(
          .denseGEMM(MatrixShape(m: 70, n: 2 * n + 1, k: 64)), Tile(m: 1, n: n, k: k), hardware)
      }
    }
  }

  private func expectEqualEngines(_ layer: Layer, _ tile: Tile, _ hardware: HardwareConfiguration) throws {
    let fast = try simulate(layer, on: hardware, tile: tile, engine: .fast)
    let stepped = try simulate(layer, on: hardware, tile: tile, engine: .stepped)
    #expect(fast.cycles == stepped.cycles, "\(layer) \(tile) \(hardware)")
    #expect(fast.statistics == stepped.statistics, "\(layer) \(tile) \(hardware)")
  }

  static func largerTrial(using random: inout SplitMix64) -> DenseTrial {
    func pick(_ values: [Int]) -> Int { values.randomElement(using: &random) ?? 1 }
    var trial = DenseTrial(using: &random)
    let multipliers = pick([16, 32, 64, 128])
    let powers = [1, 2, 4, 8, 16, 32, 64, 128].filter { $0 <= multipliers }
    trial.hardware = HardwareConfiguration(
      multipliers: multipliers,
      reduceNetwork: [.augmentedTree, .foldingTree, .temporal][pick([0, 0, 0, 1, 1, 2])],
      accumulationBuffer: 1, distributionBandwidth: pick(powers), collectionBandwidth: pick(powers))
    trial.tile.k = pick([1, 2, 4, 7])
    trial.tile.x = pick([1, 1, 2, 3])
    return trial
  }
}
