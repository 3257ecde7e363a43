import ModelGraph
import ReferenceOperators
import Tensors
import Testing

/// A convolution and what its definition gives, by loops over everything.
struct ConvolutionCase: CustomStringConvertible {
  var input: [Int]
  var weights: [Int]
  var groups = 1
  var strides: [Int]
  var dilations: [Int]
  /// All begins, then all ends.
  var pads: [Int]

  var axes: Int { input.count - 2 }

  var attributes: [String: Attribute] {
    [
      "group": .int(Int64(groups)), "strides": .list(strides), "dilations": .list(dilations), "pads": .list(pads),
    ]
  }

  var description: String {
    "Conv \(input) * \(weights) group \(groups) strides \(strides) dilations \(dilations) pads \(pads)"
  }

  var outputExtents: [Int] {
    [input[0], weights[0]]
      + (0..<axes).map { axis in
        let padded = pads[axis] + input[2 + axis] + pads[axes + axis]
        return (padded - (weights[2 + axis] - 1) * dilations[axis] - 1) / strides[axis] + 1
      }
  }

  init(
    input: [Int], weights: [Int], groups: Int = 1, strides: [Int]? = nil, dilations: [Int]? = nil,
    pads: [Int]? = nil
  ) {
    self.input = input
    self.weights = weights
    self.groups = groups
    let axes = input.count - 2
    self.strides = strides ?? [Int](repeating: 1, count: axes)
    self.dilations = dilations ?? [Int](repeating: 1, count: axes)
    self.pads = pads ?? [Int](repeating: 0, count: 2 * axes)
  }

  /// One whose windows fit.
  init(random: inout RandomValues) {
    let axes = random.int(1...3)
    let groups = random.chance(50) ? 1 : random.int(2...4)
    let channels = random.chance(30) ? 1 : random.int(1...3)
    let filters = random.chance(30) ? 1 : random.int(1...9)
    let kernel = random.ints(axes, 1...3)
    self.init(
      input: [random.int(1...2), groups * channels] + (0..<axes).map { _ in 0 },
      weights: [groups * filters, channels] + kernel, groups: groups, strides: random.ints(axes, 1...3),
      dilations: random.ints(axes, 1...2), pads: random.ints(2 * axes, 0...2))
    for axis in 0..<axes {
      let span = (kernel[axis] - 1) * dilations[axis] + 1
      input[2 + axis] = max(span - pads[axis] - pads[axes + axis], 1) + random.int(0...(axes == 1 ? 40 : 9))
    }
  }

  func expected(_ x: [Float], _ w: [Float], _ bias: [Float]?) -> [Double] {
    let outputs = outputExtents
    var result: [Double] = []
    let channels = weights[1]
    let kernel = Array(weights[2...])
    for image in 0..<input[0] {
      for filter in 0..<weights[0] {
        for position in indices(Array(outputs[2...])) {
          var sum = bias.map { Double($0[filter]) } ?? 0
          for channel in 0..<channels {
            for tap in indices(kernel) {
              var at = image * input[1] + filter / (weights[0] / groups) * channels + channel
              var weightAt = filter * channels + channel
              var isInside = true
              for axis in 0..<axes {
                let i = position[axis] * strides[axis] - pads[axis] + tap[axis] * dilations[axis]
                isInside = isInside && (0..<input[2 + axis]).contains(i)
                at = at * input[2 + axis] + i
                weightAt = weightAt * kernel[axis] + tap[axis]
              }
              if isInside { sum += Double(x[at]) * Double(w[weightAt]) }
            }
          }
          result.append(sum)
        }
      }
    }
    return result
  }

  /// Every index below `extents`, in row-major order.
  private func indices(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { heads, extent in heads.flatMap { head in (0..<extent).map { head + [$0] } } }
  }
}

extension KernelSuite {
  @Suite struct ConvolutionTests {
    /// The inputs' products and sums are exact, so every order of additions gives the same bits.
    private func check(_ conv: ConvolutionCase, random: inout RandomValues, threads: Int, _ note: String) throws {
      let x = try random.tensor(conv.input)
      let w = try random.tensor(conv.weights)
      let bias = random.chance(50) ? try random.tensor([conv.weights[0]]) : nil
      let expected = conv.expected(x.elements(), w.elements(), bias?.elements())
      for variant in KernelVariant.available {
        #expect(variant.select())
        let result = try evaluate("Conv", [x, w, bias], threads: threads, conv.attributes)[0]
        #expect(result.shape.extents == conv.outputExtents, "\(conv)")
        #expect(result.elements(as: Float.self) == expected.map(Float.init), "\(conv) \(note) \(variant)")
      }
    }

    @Test("random convolutions of one to three axes equal their definition, on every kernel variant")
    func randomCases() throws {
      for seed in 1...80 as ClosedRange<UInt64> {
        var random = RandomValues(seed: seed)
        let conv = ConvolutionCase(random: &random)
        try check(conv, random: &random, threads: Int(seed % 3) + 1, "seed \(seed)")
      }
    }

    @Test(
      "the forms that take a path of their own equal their definition",
      arguments: [
        ConvolutionCase(input: [2, 5, 6, 7], weights: [9, 5, 1, 1]),
        ConvolutionCase(input: [2, 5, 6, 7], weights: [9, 5, 1, 1], strides: [2, 2]),
        ConvolutionCase(input: [1, 3, 9, 40], weights: [4, 3, 3, 3], pads: [1, 1, 1, 1]),
        ConvolutionCase(input: [1, 3, 9, 40], weights: [4, 3, 3, 3]),
        ConvolutionCase(input: [1, 6, 8, 35], weights: [6, 1, 3, 3], groups: 6, pads: [1, 1, 1, 1]),
        ConvolutionCase(
          input: [2, 3, 9, 9], weights: [6, 1, 5, 5], groups: 3, strides: [2, 2], pads: [2, 2, 2, 2]),
        ConvolutionCase(input: [1, 8, 5, 5], weights: [8, 2, 3, 3], groups: 4, pads: [1, 1, 1, 1]),
        ConvolutionCase(input: [1, 300, 3, 3], weights: [20, 300, 3, 3], pads: [1, 1, 1, 1]),
        ConvolutionCase(input: [1, 1, 2, 2], weights: [1, 1, 5, 5], pads: [4, 0, 0, 4]),
        ConvolutionCase(input: [1, 2, 3, 4, 5], weights: [3, 2, 3, 1, 1]),
        ConvolutionCase(input: [1, 2, 12], weights: [3, 2, 3], dilations: [4]),
        ConvolutionCase(input: [1, 2, 2, 2, 3, 2], weights: [3, 2, 2, 1, 2, 2]),
        ConvolutionCase(input: [3, 2, 2, 40], weights: [3, 2, 1, 3], strides: [3, 1]),
        ConvolutionCase(input: [3, 2, 40, 2], weights: [3, 2, 3, 1], strides: [1, 3]),
      ])
    func forms(_ conv: ConvolutionCase) throws {
      var random = RandomValues(seed: 7)
      try check(conv, random: &random, threads: 2, "two threads")
    }

    @Test("the number of threads does not change a bit of the result")
    func threads() throws {
      var random = RandomValues(seed: 3)
      let x = try Tensor(Shape([1, 40, 14, 14]), random.floats(40 * 196))
      let w = try Tensor(Shape([30, 40, 3, 3]), random.floats(30 * 360))
      let one = try evaluate("Conv", [x, w], threads: 1, ["pads": .list([1, 1, 1, 1])])[0]
      for threads in 2...5 {
        let many = try evaluate("Conv", [x, w], threads: threads, ["pads": .list([1, 1, 1, 1])])[0]
        #expect(many.elements(as: UInt32.self) == one.elements(as: UInt32.self))
      }
    }

    @Test("double is computed in double, float16 in float and rounded once")
    func otherTypes() throws {
      let x = try Tensor(Shape([1, 1, 3]), [1.0, 1e-12, 3.0] as [Double])
      let w = try Tensor(Shape([1, 1, 2]), [1.0, 1.0] as [Double])
      #expect(try evaluate("Conv", [x, w])[0].elements(as: Double.self) == [1 + 1e-12, 3 + 1e-12])
      let half = try evaluate(
        "Conv",
        [x, w].map { try Tensor($0.shape, $0.elements(as: Double.self).map(Float.init)).narrowed(to: .float16) })[
          0]
      #expect(half.dataType == .float16 && half.widened().elements(as: Float.self) == [1, 3])
    }

    @Test("auto_pad is resolved before the windows are laid out")
    func automaticPadding() throws {
      var random = RandomValues(seed: 11)
      let x = try random.tensor([1, 2, 5, 8])
      let w = try random.tensor([3, 2, 2, 3])
      let same = try evaluate("Conv", [x, w], ["auto_pad": .text("SAME_UPPER"), "strides": .list([1, 2])])[0]
      let given = try evaluate("Conv", [x, w], ["pads": .list([0, 0, 1, 1]), "strides": .list([1, 2])])[0]
      #expect(same.shape.extents == [1, 3, 5, 4])
      #expect(same.elements(as: Float.self) == given.elements(as: Float.self))
    }

    @Test("an empty batch gives an empty output of the inputs' type")
    func emptyBatch() throws {
      let x = try Tensor(Shape([0, 1, 3]), [Double]())
      let w = try Tensor(Shape([2, 1, 2]), [1, 2, 3, 4] as [Double])
      let y = try evaluate("Conv", [x, w])[0]
      #expect(y.shape.extents == [0, 2, 2] && y.dataType == .float64)
    }

    @Test("padding that dwarfs the image is computed without laying it out")
    func hugePadding() throws {
      let x = try Tensor(Shape([1, 1, 1, 1]), [3] as [Float])
      let w = try Tensor(Shape([1, 1, 1, 1]), [2] as [Float])
      let step = 1 << 30
      let y = try evaluate(
        "Conv", [x, w], ["pads": .list([step, step, 0, 0]), "strides": .list([step, step])])[0]
      #expect(y.elements(as: Float.self) == [0, 0, 0, 6])
    }

    @Test("misfits are refused")
    func refused() throws {
      var random = RandomValues(seed: 1)
      let x = try random.tensor([1, 2, 5, 5])
      let w = try random.tensor([3, 2, 3, 3])
      let long = try random.tensor([4])
      let number = try Tensor(Shape([3, 2, 3, 3]), [Int32](repeating: 0, count: 54))
      #expect(throws: OperatorError.self) { try evaluate("Conv", [x, w, long]) }
      #expect(throws: OperatorError.self) { try evaluate("Conv", [x, number]) }
      #expect(throws: OperatorError.self) { try evaluate("Conv", [number, number]) }
      #expect(throws: OperatorError.self) { try evaluate("Conv", [x]) }
      #expect(throws: OperatorError.self) { try evaluate("Conv", [x, w], ["group": .int(2)]) }
      #expect(throws: OperatorError.self) { try evaluate("Conv", [x, w.reshaped(to: Shape([3, 18]))]) }
    }
  }
}
