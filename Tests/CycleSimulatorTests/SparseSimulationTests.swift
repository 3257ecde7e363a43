import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

/// SparseDense and SparseGEMM as a whole: both engines, against each other and against plain arithmetic.
@Suite struct SparseSimulationTests {
  @Test(
    "SparseDense: both engines give the same cycles, counters and output bits, and the outputs are the product")
  func sparseDense() throws {
    var random = SplitMix64(seed: 0x7364)
    try compare(accepting: 60) { SparseTrial(sparseDenseUsing: &random) }
  }

  @Test("SparseGEMM: both engines give the same cycles, counters and output bits, and the outputs are the product")
  func sparseGEMM() throws {
    var random = SplitMix64(seed: 0x7367)
    try compare(accepting: 60) { SparseTrial(sparseGEMMUsing: &random) }
  }

  /// Runs trials until enough are accepted; what one engine refuses, the other has to refuse too.
  private func compare(accepting wanted: Int, _ next: () -> SparseTrial) throws {
    var accepted = 0
    for _ in 0..<10 * wanted where accepted < wanted {
      let trial = next()
      guard let fast = try? trial.run(.fast) else {
        #expect(throws: SimulationError.self, "\(trial)") { try trial.run(.stepped) }
        continue
      }
      accepted += 1
      let stepped = try trial.run(.stepped)
      #expect(fast.cycles == stepped.cycles, "\(trial)")
      #expect(fast.statistics == stepped.statistics, "\(trial)")
      #expect(fast.outputs.map(\.bitPattern) == stepped.outputs.map(\.bitPattern), "\(trial)")
      #expect(zip(fast.outputs, trial.product).allSatisfy { abs($0 - $1) < 1e-4 }, "\(trial)")
    }
    #expect(accepted == wanted)
  }

  @Test(
    "SparseGEMM: what repeats itself on a shared bus line, full or not, counts as often as the stepped engine sees it",
    arguments: UInt64(1)...24)
  func longStreams(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let multipliers = [16, 32, 64].randomElement(using: &random) ?? 16
    let hardware = HardwareConfiguration(
      controller: .sigmaSparseGEMM, multipliers: multipliers,
      distributionBandwidth: multipliers / [1, 2, 4, 8][Int(seed % 4)],
      collectionBandwidth: [1, 2, 4, multipliers][Int(seed / 4 % 4)])
    let shape = MatrixShape(
      m: Int.random(in: 3...12, using: &random), n: Int.random(in: 150...400, using: &random),
      k: Int.random(in: 3...24, using: &random))
    let density = Float([0.2, 0.5, 1].randomElement(using: &random) ?? 1)
    let operands = LayerOperands(
      left: (0..<shape.m * shape.k).map { _ in random.nextUnit() < density ? random.nextUnit() + 0.5 : 0 },
      right: (0..<shape.k * shape.n).map { _ in random.nextUnit() - 0.5 })
    let layer = Layer.sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
    let place = "seed \(seed): \(shape) at \(density) on \(hardware)"
    guard let stepped = try? simulate(layer, operands: operands, on: hardware, engine: .stepped) else {
      #expect(throws: SimulationError.self, "\(place)") { try simulate(layer, operands: operands, on: hardware) }
      return
    }
    let fast = try simulate(layer, operands: operands, on: hardware)
    #expect(fast.statistics == stepped.statistics, "\(place)")
    #expect(fast.outputs.map(\.bitPattern) == stepped.outputs.map(\.bitPattern), "\(place)")
  }

  @Test("results that meet on a shared bus wire are a fault that names both adders, where STONNE hangs")
  func collision() {
    var random = GlibcRandom()
    let operands = LayerOperands(
      left: random.sparseOperand(count: 53 * 7, sparsity: 48),
      right: random.sparseOperand(count: 7 * 3, sparsity: 48)
    )
    let hardware = HardwareConfiguration(
      controller: .sigmaSparseGEMM, multipliers: 32, distributionBandwidth: 8, collectionBandwidth: 8)
    let layer = Layer.sparseGEMM(
      MatrixShape(m: 53, n: 3, k: 7), SparseGEMMOptions(dataflow: .leftStationary))
    for engine in SimulationEngine.allCases {
      let error = #expect(throws: SimulationError.self) {
        try simulate(layer, operands: operands, on: hardware, engine: engine)
      }
      guard case .busCollision(_, let adders) = error else {
        Issue.record("\(engine): \(String(describing: error))")
        continue
      }
      #expect(adders.count == 2)
    }
  }

  @Test("without operands a sparse layer is timed as a full one, and has no outputs")
  func timingOnly() throws {
    let shape = MatrixShape(m: 5, n: 6, k: 9)
    let full = LayerOperands(left: Array(repeating: 1, count: 45), right: Array(repeating: 1, count: 54))
    let runs: [(Layer, HardwareConfiguration.Controller, Tile?)] = [
      (.sparseDense(shape), .magmaSparseDense, Tile(m: 1, n: 2, k: 4)),
      (.sparseGEMM(shape, SparseGEMMOptions(dataflow: .rightStationary)), .sigmaSparseGEMM, nil),
    ]
    for (layer, controller, tile) in runs {
      let hardware = HardwareConfiguration(
        controller: controller, multipliers: 16, accumulationBuffer: controller == .magmaSparseDense ? 1 : 0)
      for engine in SimulationEngine.allCases {
        let timing = try simulate(layer, on: hardware, tile: tile, engine: engine)
        #expect(timing.outputs.isEmpty)
        let run = try simulate(layer, operands: full, on: hardware, tile: tile, engine: engine)
        #expect(timing.statistics == run.statistics)
      }
    }
  }

  @Test("K = 1 is refused, for SIGMA's tree cannot keep single multipliers apart")
  func singlePosition() {
    let hardware = HardwareConfiguration(controller: .sigmaSparseGEMM)
    let layer = Layer.sparseGEMM(MatrixShape(m: 2, n: 2, k: 1), SparseGEMMOptions(dataflow: .leftStationary))
    #expect(throws: SimulationError.self) { try simulate(layer, on: hardware) }
  }
}

/// A random sparse product on a random machine; its description reproduces it.
struct SparseTrial: CustomStringConvertible {
  let hardware: HardwareConfiguration
  let shape: MatrixShape
  let layer: Layer
  let tile: Tile?
  let operands: LayerOperands

  init(sparseDenseUsing random: inout SplitMix64) {
    let multipliers = 1 << Int.random(in: 1...6, using: &random)
    let isTemporal = Int.random(in: 0..<5, using: &random) == 0
    let lanes = isTemporal ? 1 : Int.random(in: 1...multipliers, using: &random)
    tile = Tile(m: 1, n: Int.random(in: 1...max(1, multipliers / lanes), using: &random), k: lanes)
    hardware = Self.machine(
      .magmaSparseDense, multipliers, isTemporal ? .temporal : .augmentedTree,
      accumulationBuffer: Int.random(in: 0...1, using: &random), &random)
    shape = Self.shape(smallestDepth: 1, &random)
    layer = .sparseDense(shape)
    operands = Self.operands(of: shape, &random)
  }

  init(sparseGEMMUsing random: inout SplitMix64) {
    let multipliers = 1 << Int.random(in: 1...6, using: &random)
    hardware = Self.machine(.sigmaSparseGEMM, multipliers, .augmentedTree, accumulationBuffer: 0, &random)
    shape = Self.shape(smallestDepth: 3, &random)
    layer = .sparseGEMM(
      shape,
      SparseGEMMOptions(
        dataflow: Bool.random(using: &random) ? .leftStationary : .rightStationary,
        optimize: Bool.random(using: &random)))
    tile = nil
    operands = Self.operands(of: shape, &random)
  }

  private static func machine(
    _ controller: HardwareConfiguration.Controller, _ multipliers: Int,
    _ reduceNetwork: HardwareConfiguration.ReduceNetwork, accumulationBuffer: Int, _ random: inout SplitMix64
  ) -> HardwareConfiguration {
    let levels = multipliers.trailingZeroBitCount
    return HardwareConfiguration(
      controller: controller, multipliers: multipliers, reduceNetwork: reduceNetwork,
      accumulationBuffer: accumulationBuffer,
      distributionBandwidth: 1 << Int.random(in: 0...levels, using: &random),
      collectionBandwidth: 1 << Int.random(in: 0...levels, using: &random))
  }

  private static func shape(smallestDepth: Int, _ random: inout SplitMix64) -> MatrixShape {
    MatrixShape(
      m: Int.random(in: 1...12, using: &random), n: Int.random(in: 1...20, using: &random),
      k: Int.random(in: smallestDepth...60, using: &random))
  }

  private static func operands(of shape: MatrixShape, _ random: inout SplitMix64) -> LayerOperands {
    let density = random.nextUnit()
    func sparse(_ count: Int) -> [Float] {
      (0..<count).map { _ in random.nextUnit() < density ? random.nextUnit() - 0.5 : 0 }
    }
    return LayerOperands(left: sparse(shape.m * shape.k), right: sparse(shape.k * shape.n))
  }

  func run(_ engine: SimulationEngine) throws -> LayerResult {
    try simulate(layer, operands: operands, on: hardware, tile: tile, engine: engine)
  }

  var product: [Float] { matrixProduct(shape, operands.left) { operands.right[$0 * shape.n + $1] } }

  var description: String {
    "\(layer), \(tile.map { "T_N=\($0.k) T_K=\($0.s)" } ?? "no tile") on num_ms=\(hardware.multipliers) "
      + "dn_bw=\(hardware.distributionBandwidth) rn_bw=\(hardware.collectionBandwidth) "
      + "\(hardware.reduceNetwork.rawValue) buffer=\(hardware.accumulationBuffer), "
      + "rows of \((0..<shape.m).map { row in (0..<shape.k).count { operands.left[row * shape.k + $0] != 0 } })"
  }
}
