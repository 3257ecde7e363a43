import CycleSimulator
import Hardware
import Tensors
import TestSupport
import Testing
import Workload

/// Dense layers on linear arrays: both engines, against each other and against plain arithmetic.
@Suite struct DenseSimulationTests {
  @Test("both engines give the same cycles, counters and output bits")
  func enginesAgree() throws {
    var random = SplitMix64(seed: 0x6465_6e73)
    for trial in trials(150, using: &random) {
      let operands = trial.operands(whole: false, using: &random)
      switch (trial.run(.fast, operands), trial.run(.stepped, operands)) {
      case (.success(let fast), .success(let stepped)):
        #expect(fast.cycles == stepped.cycles, "\(trial)")
        #expect(fast.statistics == stepped.statistics, "\(trial)")
        #expect(fast.outputs.map(\.bitPattern) == stepped.outputs.map(\.bitPattern), "\(trial)")
      case (.failure(let fast), .failure(let stepped)): #expect(fast == stepped, "\(trial)")
      default: Issue.record("only one engine fails: \(trial)")
      }
    }
  }

  @Test("outputs are the layer's, whatever the tile: strided windows, batches, and links between passes included")
  func outputsAreRight() throws {
    var random = SplitMix64(seed: 0x6f75_7473)
    for trial in trials(150, using: &random) {
      let operands = trial.operands(whole: true, using: &random)
      guard case .success(let result) = trial.run(.stepped, operands) else { continue }
      #expect(result.outputs == plainOutput(of: trial.layer, operands), "\(trial)")
      #expect(result.statistics.cycles == result.cycles)
      #expect(result.statistics.multiplications >= trial.shape.macs)
    }
  }

  @Test("several batch elements and groups at a time come out right, the same from both engines")
  func batchWithGroups() throws {
    var random = SplitMix64(seed: 0x6261_7463)
    var right = 0
    while right < 40 {
      var trial = DenseTrial(using: &random)
      trial.shape.g = 2
      trial.shape.c *= 2
      trial.shape.k *= 2
      trial.shape.n = 2 + right % 2
      trial.tile.g = 2
      trial.tile.n = 2
      guard trial.shape.c % 2 == 0, trial.shape.k % 2 == 0, trial.isLegal else { continue }
      let operands = trial.operands(whole: true, using: &random)
      guard case .success(let stepped) = trial.run(.stepped, operands) else { continue }
      let fast = try trial.run(.fast, operands).get()
      #expect(stepped.outputs == plainOutput(of: trial.layer, operands), "\(trial)")
      #expect(fast.outputs == stepped.outputs, "\(trial)")
      #expect(fast.statistics == stepped.statistics, "\(trial)")
      right += 1
    }
  }

  @Test("every virtual neuron that fits a small tree adds up right")
  func everyVirtualNeuron() throws {
    for reduceNetwork in [HardwareConfiguration.ReduceNetwork.augmentedTree, .foldingTree] {
      let hardware = HardwareConfiguration(
        multipliers: 16, reduceNetwork: reduceNetwork, accumulationBuffer: 1, distributionBandwidth: 4,
        collectionBandwidth: 16)
      for size in 2...16 {
        for count in 1...16 / size {
          let shape = MatrixShape(m: 2, n: 2 * count, k: 2 * size + 1)
          let operands = LayerOperands(
            left: (0..<shape.m * shape.k).map { Float($0 % 5) },
            right: (0..<shape.n * shape.k).map { Float($0 % 7) })
          let tile = Tile(m: 1, n: count, k: size)
          for engine in SimulationEngine.allCases {
            let result = try simulate(
              .denseGEMM(shape), operands: operands, on: hardware, tile: tile, engine: engine)
            #expect(result.outputs == plainOutput(of: .denseGEMM(shape), operands), "\(size) x \(count)")
          }
        }
      }
    }
  }

  @Test("without operands the timing is the same and there are no outputs")
  func timingOnly() throws {
    var random = SplitMix64(seed: 11)
    for trial in trials(20, using: &random) {
      let operands = trial.operands(whole: true, using: &random)
      for engine in SimulationEngine.allCases {
        guard case .success(let timing) = trial.run(engine, nil) else { continue }
        #expect(timing.outputs.isEmpty)
        #expect(timing.statistics == (try trial.run(engine, operands).get().statistics), "\(trial)")
      }
    }
  }

  @Test("virtual neurons of equal size never collide where two adders share a bus wire")
  func sharedBusWires() throws {
    for (multipliers, lines) in [(8, 4), (32, 8), (64, 8)] {
      let hardware = HardwareConfiguration(
        multipliers: multipliers, distributionBandwidth: multipliers, collectionBandwidth: lines)
      for size in 1...multipliers {
        let count = multipliers / size
        let shape = MatrixShape(m: 2, n: count, k: size)
        let operands = LayerOperands(
          left: (0..<shape.m * shape.k).map { Float($0 % 3) }, right: (0..<shape.n * shape.k).map { Float($0 % 4) }
        )
        let result = try simulate(
          .denseGEMM(shape), operands: operands, on: hardware, tile: Tile(m: 1, n: count, k: size),
          engine: .stepped)
        #expect(result.outputs == plainOutput(of: .denseGEMM(shape), operands), "\(multipliers)/\(lines), \(size)")
      }
    }
  }

  @Test("what does not go together is refused in words")
  func refusals() {
    let hardware = HardwareConfiguration()
    let layer = Layer.denseGEMM(MatrixShape(m: 2, n: 2, k: 2))
    #expect(throws: SimulationError.noTile(layer)) { try simulate(layer, on: hardware) }
    #expect(throws: SimulationError.operandCount(which: "left", expected: 4, found: 1)) {
      try simulate(layer, operands: LayerOperands(left: [1], right: [1]), on: hardware, tile: Tile())
    }
    #expect(throws: SimulationError.operation("SparseDense", controller: .maeriDense)) {
      try simulate(.sparseDense(MatrixShape(m: 2, n: 2, k: 2)), on: hardware, tile: Tile())
    }
    for shape in [
      ConvolutionShape(r: 3, s: 1, c: 1, k: 1, x: 2, y: 2),
      ConvolutionShape(r: 1, s: 1, c: 3, k: 2, g: 2, x: 2, y: 2),
      ConvolutionShape(r: 1, s: 1, c: 1, k: 0, x: 2, y: 2),
      ConvolutionShape(r: 1, s: 1, c: 1 << 40, k: 1 << 40, x: 2, y: 2),
    ] {
      #expect(throws: SimulationError.self) { try simulate(.convolution(shape), on: hardware, tile: Tile()) }
    }
  }

  private func trials(_ count: Int, using random: inout SplitMix64) -> [DenseTrial] {
    var trials: [DenseTrial] = []
    while trials.count < count {
      let trial = DenseTrial(using: &random)
      if trial.isLegal { trials.append(trial) }
    }
    return trials
  }
}
