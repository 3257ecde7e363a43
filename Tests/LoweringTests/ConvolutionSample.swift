import ModelGraph
import Tensors

/// A convolution with attributes drawn from a seed.
struct ConvolutionSample: CustomStringConvertible {
  let node: Node
  let input: Tensor
  let weight: Tensor
  let bias: Tensor?
  let plain: PlainConvolution
  let output: Shape
  let description: String

  init(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let rank = pick(1...3)
    let groups = pick(1...3)
    let channels = groups * pick(1...3)
    let filters = groups * pick(1...3)
    let batch = pick(1...2)
    let kernel = (0..<rank).map { _ in pick(1...3) }
    let commonStride = pick(0...1) == 1 ? pick(1...3) : nil
    let strides = (0..<rank).map { _ in commonStride ?? pick(1...3) }
    let dilations = (0..<rank).map { _ in pick(0...2) == 0 ? 2 : 1 }
    let begins = (0..<rank).map { _ in pick(0...2) }
    let ends = (0..<rank).map { _ in pick(0...2) }
    let spans = (0..<rank).map { (kernel[$0] - 1) * dilations[$0] + 1 }
    let spatial = (0..<rank).map { max(1, spans[$0] - begins[$0] - ends[$0]) + pick(0...4) }
    output = try Shape(
      [batch, filters] + (0..<rank).map { (begins[$0] + spatial[$0] + ends[$0] - spans[$0]) / strides[$0] + 1 })
    plain = PlainConvolution(strides: strides, dilations: dilations, padBegins: begins, groups: groups)
    input = try integers([batch, channels] + spatial, &random)
    weight = try integers([filters, channels / groups] + kernel, &random)
    bias = seed % 2 == 0 ? try integers([filters], &random) : nil
    node = LoweringTests.node(
      "Conv",
      [
        "strides": .ints(strides.map(Int64.init)), "dilations": .ints(dilations.map(Int64.init)),
        "pads": .ints((begins + ends).map(Int64.init)), "group": .int(Int64(groups)),
      ], inputs: 3)
    description =
      "seed \(seed): input \(input.shape), weight \(weight.shape), group \(groups), strides \(strides), "
      + "dilations \(dilations), pads \(begins + ends)"
  }
}
