import CycleSimulator
import Hardware
import Lowering
import Sparsity
import Tensors
import Testing
import Workload

/// Whether the simulator reads and writes the layouts that lowering does.
@Suite struct SimulatedLayerTests {
  private static let machines: [HardwareConfiguration] = [
    HardwareConfiguration(controller: .maeriDense, multipliers: 16, accumulationBuffer: 1),
    HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: 16, rows: 4, columns: 4,
      reduceNetwork: .temporal, accumulationBuffer: 1),
    HardwareConfiguration(controller: .magmaSparseDense, multipliers: 16, accumulationBuffer: 1),
    HardwareConfiguration(controller: .sigmaSparseGEMM, multipliers: 16),
  ]

  /// The smallest tile that each operation takes; SparseGEMM takes none.
  private func tile(for layer: Layer) -> Tile? {
    switch layer {
    case .convolution: Tile()
    case .denseGEMM: Tile(m: 1, n: 1, k: 1)
    case .sparseDense: Tile(m: 1, n: 1, k: 2)
    case .sparseGEMM: nil
    }
  }

  private func simulated(
    _ lowered: LoweredNode, _ inputs: [Tensor?], on hardware: HardwareConfiguration
  ) throws -> Tensor {
    let bound = try lowered.bind(inputs)
    var output = bound.makeOutput()
    for run in 0..<lowered.runs {
      let result = try simulate(
        lowered.layer, operands: bound.operands(ofRun: run), on: hardware, tile: tile(for: lowered.layer),
        engine: .fast)
      output.store(result.outputs, ofRun: run)
    }
    return output.tensor()
  }

  @Test("a simulated convolution is the convolution", arguments: machines, [UInt64(3), 9, 14, 27, 40])
  func convolution(machine: HardwareConfiguration, seed: UInt64) throws {
    let sample = try ConvolutionSample(seed: seed)
    let inputs = [sample.input, sample.weight, sample.bias]
    let lowered = try lower(sample.node, inputs, on: machine)
    let expected = sample.plain(sample.input, sample.weight, sample.bias, output: sample.output)
    #expect(try simulated(lowered, inputs, on: machine).elements(as: Float.self) == expected, "\(sample)")
  }

  @Test("a simulated product is the product", arguments: machines, [[], [0], [1]] as [Set<Int>])
  func product(machine: HardwareConfiguration, constants: Set<Int>) throws {
    var random = SplitMix64(seed: 1)
    let inputs = [try integers([2, 5, 7], &random), try integers([1, 7, 3], &random)]
    let lowered = try lower(node("MatMul"), inputs, constants: constants, on: machine)
    let expected = plainMatMul(inputs[0], inputs[1], output: try Shape([2, 5, 3]))
    #expect(try simulated(lowered, inputs, on: machine).elements(as: Float.self) == expected)
  }

  /// The same by way of what a sparse controller keeps and streams.
  private func simulatedSparsely(
    _ lowered: LoweredNode, _ inputs: [Tensor?], on hardware: HardwareConfiguration
  ) throws -> Tensor {
    let bound = try lowered.bind(inputs)
    var output = bound.makeOutput()
    let runs = try #require(try sparseRuns(of: lowered.layer, on: hardware, tile: tile(for: lowered.layer)))
    output.storeRuns { compute in
      for run in (0..<lowered.runs).reversed() {
        guard let operands = bound.sparseOperands(ofRun: run, workers: .caller) else {
          Issue.record("no sparse operands")
          continue
        }
        compute(run) { outputs in
          #expect(throws: Never.self) { try runs.run(run, operands, outputs: outputs, workers: .caller) }
        }
      }
    }
    return output.tensor()
  }

  @Test(
    "a convolution on a sparse machine is the convolution", arguments: machines.suffix(2), UInt64(1)...60)
  func sparseConvolution(machine: HardwareConfiguration, seed: UInt64) throws {
    let sample = try ConvolutionSample(seed: seed)
    let inputs = [sample.input, sample.weight, sample.bias]
    let lowered = try lower(sample.node, inputs, on: machine)
    let expected = sample.plain(sample.input, sample.weight, sample.bias, output: sample.output)
    #expect(try simulatedSparsely(lowered, inputs, on: machine).elements(as: Float.self) == expected, "\(sample)")
  }

  @Test(
    "a product on a sparse machine is the product", arguments: machines.suffix(2), [[], [0], [1]] as [Set<Int>])
  func sparseProduct(machine: HardwareConfiguration, constants: Set<Int>) throws {
    var random = SplitMix64(seed: 1)
    let inputs = [try integers([2, 5, 7], &random), try integers([1, 7, 3], &random)]
    let lowered = try lower(node("MatMul"), inputs, constants: constants, on: machine)
    let expected = plainMatMul(inputs[0], inputs[1], output: try Shape([2, 5, 3]))
    #expect(try simulatedSparsely(lowered, inputs, on: machine).elements(as: Float.self) == expected)
  }

  @Test("dense machines have no sparse operands", arguments: machines.prefix(2))
  func denseMachine(machine: HardwareConfiguration) throws {
    let inputs = [
      try Tensor(Shape([2, 3]), [Float](repeating: 1, count: 6)),
      try Tensor(Shape([3, 2]), [Float](repeating: 1, count: 6)),
    ]
    let lowered = try lower(node("MatMul"), inputs, on: machine)
    #expect(try lowered.bind(inputs).sparseOperands(ofRun: 0, workers: .caller).map { _ in true } == nil)
    #expect(
      try sparseRuns(of: lowered.layer, on: machine, tile: tile(for: lowered.layer)).map { _ in true } == nil)
  }
}
