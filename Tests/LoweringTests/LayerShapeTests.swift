import Hardware
import Lowering
import ModelGraph
import Tensors
import Testing
import Workload

/// Which layers nodes become on each controller.
@Suite struct LayerShapeTests {
  private func zeros(_ extents: [Int]) throws -> Tensor {
    Tensor(try Shape(extents), of: Float.self) { $0.initialize(repeating: 0) }
  }

  private func conv(
    _ attributes: [String: Attribute] = [:], input: [Int], weight: [Int], on hardware: HardwareConfiguration,
    options: LoweringOptions = LoweringOptions()
  ) throws -> LoweredNode {
    try lower(node("Conv", attributes), [zeros(input), zeros(weight)], on: hardware, options: options)
  }

  @Test("MAERI convolves directly: padding applied, an image a run, groups inside")
  func direct() throws {
    let lowered = try conv(
      ["pads": .ints([1, 2, 3, 4]), "group": .int(2), "strides": .ints([2, 2])],
      input: [3, 4, 8, 9], weight: [6, 2, 3, 5], on: machine(.maeriDense))
    #expect(
      lowered.layer == .convolution(ConvolutionShape(r: 3, s: 5, c: 4, k: 6, g: 2, x: 12, y: 15, stride: 2)))
    #expect(lowered.runs == 3 && lowered.weightOperand == .right && lowered.im2colReason == nil)
    #expect(lowered.macs == 3 * 6 * 5 * 6 * 2 * 3 * 5)
  }

  @Test("MAERI convolves one axis as one row")
  func oneAxis() throws {
    let lowered = try conv(input: [1, 2, 9], weight: [4, 2, 3], on: machine(.maeriDense))
    #expect(lowered.layer == .convolution(ConvolutionShape(r: 1, s: 3, c: 2, k: 4, x: 1, y: 9)))
  }

  @Test("what MAERI's array cannot do directly goes through im2col, and says why")
  func indirect() throws {
    let filters = Layer.denseGEMM(MatrixShape(m: 4, n: 25, k: 18))
    let dilated = try conv(
      ["dilations": .ints([2, 2])], input: [1, 2, 9, 9], weight: [4, 2, 3, 3], on: machine(.maeriDense))
    #expect(dilated.layer == filters && dilated.im2colReason?.description == "dilation")
    #expect(dilated.weightOperand == .left)
    let unequal = try conv(
      ["strides": .ints([1, 2])], input: [1, 2, 7, 11], weight: [4, 2, 3, 3], on: machine(.maeriDense))
    #expect(unequal.layer == filters && unequal.im2colReason?.description == "unequal strides")
    let spatial = try conv(input: [1, 1, 4, 4, 4], weight: [2, 1, 3, 3, 3], on: machine(.maeriDense))
    #expect(spatial.layer == .denseGEMM(MatrixShape(m: 2, n: 8, k: 27)))
  }

  @Test("a filter that exceeds MAERI's array goes through im2col unless a tile cuts it")
  func largeFilter() throws {
    let small = machine(.maeriDense, multipliers: 8)
    let lowered = try conv(input: [1, 2, 5, 5], weight: [4, 2, 3, 3], on: small)
    #expect(lowered.layer == .denseGEMM(MatrixShape(m: 4, n: 9, k: 18)))
    let cut = try conv(
      input: [1, 2, 5, 5], weight: [4, 2, 3, 3], on: small,
      options: LoweringOptions(filtersMayExceedArray: true))
    #expect(cut.layer.operation == "CONV")
  }

  @Test("elsewhere filters are M and positions N, an image and group a run")
  func im2col() throws {
    let shape = MatrixShape(m: 3, n: 16, k: 18)
    let layers: [(HardwareConfiguration.Controller, Layer)] = [
      (.tpuDense, .denseGEMM(shape)), (.magmaSparseDense, .sparseDense(shape)),
      (.sigmaSparseGEMM, .sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))),
    ]
    for (controller, layer) in layers {
      let lowered = try conv(
        ["group": .int(2)], input: [3, 4, 6, 6], weight: [6, 2, 3, 3], on: machine(controller))
      #expect(lowered.layer == layer)
      #expect(lowered.runs == 6 && lowered.weightOperand == .left)
      #expect(lowered.macs == 6 * lowered.layer.macs)
    }
  }

  @Test("a constant operand makes one product of all input rows, on whichever side it is")
  func constantOperand() throws {
    let rows = MatrixShape(m: 14, n: 3, k: 5)
    let features = MatrixShape(m: 3, n: 14, k: 5)
    let layers: [(HardwareConfiguration.Controller, Layer, LoweredNode.Operand)] = [
      (.maeriDense, .denseGEMM(rows), .right), (.tpuDense, .denseGEMM(rows), .right),
      (.sigmaSparseGEMM, .sparseGEMM(rows, SparseGEMMOptions(dataflow: .rightStationary)), .right),
      (.magmaSparseDense, .sparseDense(features), .left),
    ]
    for (controller, layer, operand) in layers {
      let right = try lower(node("MatMul"), [zeros([2, 7, 5]), zeros([5, 3])], on: machine(controller))
      let left = try lower(
        node("MatMul"), [zeros([3, 5]), zeros([2, 5, 7])], constants: [0], on: machine(controller))
      for lowered in [right, left] {
        #expect(lowered.layer == layer && lowered.runs == 1 && lowered.weightOperand == operand)
      }
    }
  }

  @Test("two activations make one product a batch matrix, left by right")
  func activations() throws {
    let shape = MatrixShape(m: 7, n: 3, k: 5)
    let layers: [(HardwareConfiguration.Controller, Layer)] = [
      (.maeriDense, .denseGEMM(shape)), (.tpuDense, .denseGEMM(shape)), (.magmaSparseDense, .sparseDense(shape)),
      (.sigmaSparseGEMM, .sparseGEMM(shape, SparseGEMMOptions(dataflow: .rightStationary))),
    ]
    for (controller, layer) in layers {
      let lowered = try lower(
        node("MatMul"), [zeros([2, 4, 7, 5]), zeros([2, 4, 5, 3])], constants: [], on: machine(controller))
      #expect(lowered.layer == layer && lowered.runs == 8 && lowered.weightOperand == nil)
    }
  }

  @Test("SIGMA pads sums of fewer than three terms, and its MACs do not count that")
  func shortSums() throws {
    for depth in 1...4 {
      let lowered = try lower(
        node("MatMul"), [zeros([7, depth]), zeros([depth, 2])], on: machine(.sigmaSparseGEMM),
        options: LoweringOptions(optimize: true))
      let options = SparseGEMMOptions(dataflow: .rightStationary, optimize: true)
      #expect(lowered.layer == .sparseGEMM(MatrixShape(m: 7, n: 2, k: max(depth, 3)), options))
      #expect(lowered.macs == 14 * depth)
    }
  }

  @Test("a run's bytes are those of its operands and its output")
  func bytes() throws {
    let lowered = try conv(input: [2, 2, 5, 5], weight: [4, 2, 3, 3], on: machine(.tpuDense))
    #expect(lowered.runByteCount == 4 * (4 * 18 + 18 * 9 + 4 * 9))
  }
}
