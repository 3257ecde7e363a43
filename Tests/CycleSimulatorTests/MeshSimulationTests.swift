import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

/// The mesh as a whole: both engines, against each other and against plain arithmetic.
@Suite struct MeshSimulationTests {
  @Test("one element needs its depth and four cycles for an output")
  func singleElement() throws {
    for lines in 1...4 {
      for depth in 1...20 {
        let hardware = mesh(rows: 1, columns: 1, ports: 2, lines: lines)
        for engine in SimulationEngine.allCases {
          let result = try simulateMesh(
            MatrixShape(m: 1, n: 1, k: depth), operands: nil, on: hardware, tile: Tile(m: 1, n: 1, k: 1),
            engine: engine)
          #expect(result.cycles == depth + 4)
        }
      }
    }
  }

  @Test("both engines give the same cycles, counters and outputs, and the outputs are the product")
  func enginesAgree() throws {
    var random = SplitMix64(seed: 0x6d65_7368)
    for _ in 0..<120 {
      let trial = MeshTrial(using: &random)
      let fast = try trial.run(.fast)
      let stepped = try trial.run(.stepped)
      #expect(fast.cycles == stepped.cycles, "\(trial)")
      #expect(fast.statistics == stepped.statistics, "\(trial)")
      #expect(fast.outputs == stepped.outputs, "\(trial)")
      #expect(fast.outputs == trial.expectedOutputs, "\(trial)")
    }
  }

  @Test("without operands the timing is the same and there are no outputs")
  func timingOnly() throws {
    var random = SplitMix64(seed: 7)
    let trial = MeshTrial(using: &random)
    for engine in SimulationEngine.allCases {
      let timing = try simulateMesh(
        trial.shape, operands: nil, on: trial.hardware, tile: trial.tile, engine: engine)
      #expect(timing.outputs.isEmpty)
      #expect(timing.statistics == (try trial.run(engine).statistics))
    }
  }

  @Test("fractions come out in the same bits from both engines, added in the order of K")
  func orderOfAdditions() throws {
    let shape = MatrixShape(m: 5, n: 7, k: 300)
    var random = SplitMix64(seed: 99)
    let operands = LayerOperands(
      left: (0..<shape.m * shape.k).map { _ in random.nextUnit() - 0.5 },
      right: (0..<shape.n * shape.k).map { _ in random.nextUnit() - 0.5 })
    let hardware = mesh(rows: 4, columns: 4, ports: 4, lines: 2)
    let tile = Tile(m: 4, n: 4, k: 1)
    let fast = try simulateMesh(shape, operands: operands, on: hardware, tile: tile, engine: .fast)
    let stepped = try simulateMesh(shape, operands: operands, on: hardware, tile: tile, engine: .stepped)
    #expect(fast.outputs.map(\.bitPattern) == stepped.outputs.map(\.bitPattern))
  }

  private func mesh(rows: Int, columns: Int, ports: Int, lines: Int) -> HardwareConfiguration {
    HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: rows, columns: columns,
      reduceNetwork: .temporal, distributionBandwidth: ports, collectionBandwidth: lines)
  }
}

/// A random matrix product on a random mesh, whole numbers throughout; its description reproduces it.
struct MeshTrial: CustomStringConvertible {
  let hardware: HardwareConfiguration
  let shape: MatrixShape
  let tile: Tile
  let operands: LayerOperands

  init(using random: inout SplitMix64) {
    let rows = Int.random(in: 1...12, using: &random)
    let columns = Int.random(in: 1...12, using: &random)
    let leaves = sequence(first: 1) { $0 * 2 }.prefix { $0 <= rows + columns }
    let legal = leaves.filter { (rows + columns).isMultiple(of: $0) }
    let share = legal.randomElement(using: &random) ?? 1
    hardware = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: rows * columns,
      rows: rows, columns: columns, reduceNetwork: .temporal,
      distributionBandwidth: (rows + columns) / share, collectionBandwidth: Int.random(in: 1...40, using: &random))
    shape = MatrixShape(
      m: Int.random(in: 1...30, using: &random), n: Int.random(in: 1...30, using: &random),
      k: Int.random(in: 1...60, using: &random))
    tile = Tile(m: Int.random(in: 1...rows, using: &random), n: Int.random(in: 1...columns, using: &random), k: 1)
    operands = LayerOperands(
      left: (0..<shape.m * shape.k).map { _ in Float(Int.random(in: -9...9, using: &random)) },
      right: (0..<shape.n * shape.k).map { _ in Float(Int.random(in: -9...9, using: &random)) })
  }

  func run(_ engine: SimulationEngine) throws -> LayerResult {
    try simulateMesh(shape, operands: operands, on: hardware, tile: tile, engine: engine)
  }

  /// Whole numbers: every order of additions gives them.
  var expectedOutputs: [Float] {
    matrixProduct(shape, operands.left) { operands.right[$1 * shape.k + $0] }
  }

  var description: String {
    "M=\(shape.m) N=\(shape.n) K=\(shape.k) T_M=\(tile.x) T_N=\(tile.k) on \(hardware.rows)x\(hardware.columns), "
      + "dn_bw=\(hardware.distributionBandwidth), rn_bw=\(hardware.collectionBandwidth)"
  }
}
