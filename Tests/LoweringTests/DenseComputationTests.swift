import CycleSimulator
import Hardware
import Lowering
import ModelGraph
import Tensors
import Testing
import Workload

/// Arithmetic from a node's own tensors, against the same layers with operands and outputs laid out for the hardware.
@Suite struct DenseComputationTests {
  private static let machines: [HardwareConfiguration] = [
    HardwareConfiguration(controller: .maeriDense, multipliers: 64, accumulationBuffer: 1),
    HardwareConfiguration(controller: .maeriDense, multipliers: 64),
    HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: 16, rows: 4, columns: 4,
      reduceNetwork: .temporal, accumulationBuffer: 1),
  ]

  /// A tile of several virtual neurons that does not divide the layer.
  private func tile(for layer: Layer, on hardware: HardwareConfiguration) -> Tile {
    switch layer {
    case .convolution(let shape):
      Tile(
        r: shape.r, s: shape.s, c: min(2, shape.channelsPerGroup), k: min(3, shape.filtersPerGroup),
        x: 1, y: 1)
    default: hardware.controller == .tpuDense ? Tile(m: 4, n: 4, k: 1) : Tile(m: 2, n: 3, k: 4)
    }
  }

  private func compare(
    _ node: Node, _ inputs: [Tensor?], constants: Set<Int>, on hardware: HardwareConfiguration, _ note: String
  ) throws {
    let lowered = try lower(node, inputs, constants: constants, on: hardware)
    let tile = tile(for: lowered.layer, on: hardware)
    guard TileLegality.violation(of: tile, for: lowered.layer, on: hardware) == nil else { return }
    let bound = try lowered.bind(inputs)
    var output = bound.makeOutput()
    for run in 0..<lowered.runs {
      let operands = bound.operands(ofRun: run)
      output.store(try simulate(lowered.layer, operands: operands, on: hardware, tile: tile).outputs, ofRun: run)
    }
    let expected = output.tensor().elements(as: Float.self).map(\.bitPattern)
    let computation = try #require(DenseComputation(lowered, tile: tile, on: hardware))
    for threads in [1, 2] {
      let workers = Workers(count: threads) { tasks, body in for task in 0..<tasks { body(task) } }
      let computed = try computation.output(of: inputs, workers: workers).elements(as: Float.self)
      #expect(computed.map(\.bitPattern) == expected, "\(note) on \(hardware)")
    }
  }

  /// The same tensor with values whose sums depend on their order.
  private func fractional(_ tensor: Tensor?) throws -> Tensor? {
    try tensor.map { try Tensor($0.shape, $0.elements(as: Float.self).map { $0 * 0.37 }) }
  }

  @Test("a convolution of any form has the bits of its layers", arguments: machines, UInt64(1)...40)
  func convolution(machine: HardwareConfiguration, seed: UInt64) throws {
    let sample = try ConvolutionSample(seed: seed)
    let inputs = try [sample.input, sample.weight, sample.bias].map(fractional)
    try compare(sample.node, inputs, constants: [1], on: machine, "\(sample)")
  }

  @Test(
    "a product has the bits of its layers: weights on either side, broadcast, transposed", arguments: machines)
  func product(machine: HardwareConfiguration) throws {
    var random = SplitMix64(seed: 2)
    let stacks = [
      ([2, 5, 7], [1, 7, 70]), ([2, 5, 7], [2, 7, 3]), ([5, 7], [3, 7, 2]), ([7], [7, 3]), ([40, 7], [7]),
    ]
    for (left, right) in stacks {
      let inputs = [try fractional(integers(left, &random)), try fractional(integers(right, &random))]
      for constants in [[], [0], [1]] as [Set<Int>] {
        try compare(node("MatMul"), inputs, constants: constants, on: machine, "\(left) \(right) \(constants)")
      }
    }
    for (transA, transB) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      let left = transA == 0 ? [6, 11] : [11, 6]
      let right = transB == 0 ? [11, 37] : [37, 11]
      let inputs = [
        try fractional(integers(left, &random)), try fractional(integers(right, &random)),
        try fractional(integers([37], &random)),
      ]
      let gemm = node("Gemm", ["transA": .int(Int64(transA)), "transB": .int(Int64(transB))], inputs: 3)
      try compare(gemm, inputs, constants: [1], on: machine, "\(left) \(right)")
    }
  }

  /// The tensor borrowed from memory that is not aligned for it, as a file holds it.
  private func misaligned(_ tensor: Tensor?) throws -> Tensor? {
    guard let tensor else { return nil }
    let owner = tensor.withUnsafeBytes { TensorBytes(copying: [0] + Array($0)) }
    let bytes = owner.withUnsafeBytes {
      TensorBytes(borrowing: UnsafeRawBufferPointer(rebasing: $0.dropFirst()), from: owner)
    }
    return try Tensor(tensor.dataType, tensor.shape, bytes: bytes)
  }

  @Test("weights at any address of a file are read there", arguments: machines)
  func misalignedWeights(machine: HardwareConfiguration) throws {
    for seed in UInt64(1)...12 {
      let sample = try ConvolutionSample(seed: seed)
      let inputs = try [sample.input, sample.weight, sample.bias].map { try misaligned(fractional($0)) }
      try compare(sample.node, inputs, constants: [1], on: machine, "\(sample)")
    }
    var random = SplitMix64(seed: 4)
    for right in [[13, 70], [70, 13]] {
      let left = right[0] == 13 ? [6, 13] : [6, 70]
      let inputs = try [integers(left, &random), integers(right, &random)].map { try misaligned(fractional($0)) }
      try compare(node("MatMul"), inputs, constants: [1], on: machine, "\(left) \(right)")
    }
  }

  @Test("sparse controllers have none")
  func sparse() throws {
    var random = SplitMix64(seed: 3)
    let inputs = [try integers([2, 5], &random), try integers([5, 3], &random)]
    let machine = HardwareConfiguration(controller: .magmaSparseDense, multipliers: 16)
    let lowered = try lower(node("MatMul"), inputs, on: machine)
    #expect(DenseComputation(lowered, tile: Tile(m: 1, n: 1, k: 2), on: machine) == nil)
  }
}
