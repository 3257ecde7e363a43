import Lowering
import ModelGraph
import Tensors
import Testing

@Suite struct ConvolutionLoweringTests {
  @Test("a convolution with any attributes comes out right on every controller", arguments: UInt64(1)...120)
  func random(seed: UInt64) throws {
    let sample = try ConvolutionSample(seed: seed)
    let expected = sample.plain(sample.input, sample.weight, sample.bias, output: sample.output)
    let inputs = [sample.input, sample.weight, sample.bias]
    for machine in machines {
      for mayExceed in [false, true] {
        let output = try execute(
          sample.node, inputs, on: machine, options: LoweringOptions(filtersMayExceedArray: mayExceed))
        #expect(output.shape == sample.output, "\(sample)")
        #expect(output.elements(as: Float.self) == expected, "\(sample), \(machine.controller)")
      }
    }
  }

  @Test("automatic padding comes out right", arguments: ["SAME_UPPER", "SAME_LOWER", "VALID"])
  func automaticPadding(name: String) throws {
    var random = SplitMix64(seed: 7)
    let input = try integers([1, 2, 6, 7], &random)
    let weight = try integers([3, 2, 2, 4], &random)
    let conv = node("Conv", ["auto_pad": .string(Array(name.utf8)), "strides": .ints([2, 2])])
    // SAME: 3x4 outputs, no padding of rows and three columns of it.
    let begins = ["SAME_UPPER": 1, "SAME_LOWER": 2, "VALID": 0]
    let plain = PlainConvolution(
      strides: [2, 2], dilations: [1, 1], padBegins: [0, try #require(begins[name])], groups: 1)
    let shape = try Shape([1, 3, 3, name == "VALID" ? 2 : 4])
    for machine in machines {
      let output = try execute(conv, [input, weight], on: machine)
      #expect(output.shape == shape)
      #expect(output.elements(as: Float.self) == plain(input, weight, nil, output: shape))
    }
  }

  @Test("a weight that is computed is lowered all the same, but is no weight to prune")
  func dynamicWeight() throws {
    var random = SplitMix64(seed: 3)
    let inputs: [Tensor?] = [try integers([1, 3, 5, 5], &random), try integers([2, 3, 3, 3], &random)]
    for machine in machines {
      let fixed = try execute(node("Conv"), inputs, on: machine)
      let computed = try execute(node("Conv"), inputs, constants: [], on: machine)
      #expect(fixed.elements(as: Float.self) == computed.elements(as: Float.self))
      let lowered = try lower(node("Conv"), inputs, constants: [], on: machine)
      #expect(lowered.weight == nil && lowered.weightOperand == nil)
    }
  }

  @Test("16-bit types are computed in float32 and rounded once", arguments: [DataType.float16, .bfloat16])
  func halfPrecision(type: DataType) throws {
    var random = SplitMix64(seed: 5)
    let wide = [
      try integers([1, 3, 5, 5], &random), try integers([2, 3, 3, 3], &random), try integers([2], &random),
    ]
    let narrow = wide.map { $0.fromFloat32(to: type) }
    for machine in machines {
      let output = try execute(node("Conv", inputs: 3), narrow, on: machine)
      let expected = try execute(node("Conv", inputs: 3), wide, on: machine).fromFloat32(to: type)
      #expect(output.dataType == type)
      #expect(output.asFloat32()?.elements(as: Float.self) == expected?.asFloat32()?.elements(as: Float.self))
    }
  }
}
