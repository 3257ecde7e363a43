import ModelGraph
import ReferenceOperators
import Testing

@Suite struct ConvolutionGeometryTests {
  private func geometry(
    _ attributes: [String: Attribute] = [:], groups: Int = 1, input: [Int], weight: [Int]
  ) throws -> ConvolutionGeometry {
    let node = Node("Conv", opsetVersion: 13, inputs: ["x", "w"], outputs: ["y"], attributes: attributes)
    return try ConvolutionGeometry(
      WindowAttributes(NodeReader(node)), groups: groups, input: input, weight: weight)
  }

  @Test("explicit padding, strides and dilations give floor((padded - span) / stride) + 1 outputs")
  func explicit() throws {
    let resolved = try geometry(
      ["pads": .ints([1, 2, 0, 3]), "strides": .ints([2, 1]), "dilations": .ints([1, 3])],
      input: [2, 3, 8, 9], weight: [4, 3, 3, 3])
    #expect(resolved.axes[0].paddedInput == 9 && resolved.axes[0].span == 3 && resolved.axes[0].output == 4)
    #expect(resolved.axes[1].paddedInput == 14 && resolved.axes[1].span == 7 && resolved.axes[1].output == 8)
    #expect(resolved.outputExtents == [2, 4, 4, 8])
    #expect(resolved.filterCount == 27)
  }

  @Test("SAME padding gives ceil(input / stride) outputs and puts the odd unit where it belongs")
  func same() throws {
    for (name, begin, end) in [("SAME_UPPER", 1, 2), ("SAME_LOWER", 2, 1)] {
      let axis = try geometry(
        ["auto_pad": .string(Array(name.utf8))], input: [1, 1, 7], weight: [1, 1, 4]
      ).axes[0]
      #expect(axis.padBegin == begin && axis.padEnd == end && axis.output == 7)
    }
    for input in 1...9 {
      for stride in 1...4 {
        for kernel in 1...5 {
          let axis = try geometry(
            ["auto_pad": .string(Array("SAME_UPPER".utf8)), "strides": .ints([Int64(stride)])],
            input: [1, 1, input], weight: [1, 1, kernel]
          ).axes[0]
          #expect(axis.output == (input + stride - 1) / stride)
        }
      }
    }
  }

  @Test("VALID ignores `pads`") func valid() throws {
    let axis = try geometry(
      ["auto_pad": .string(Array("VALID".utf8)), "pads": .ints([5, 5])], input: [1, 1, 7], weight: [1, 1, 3]
    ).axes[0]
    #expect(axis.paddedInput == 7 && axis.output == 5)
  }

  @Test("sizes that no window has are refused", arguments: ["strides", "dilations", "kernel_shape"])
  func sizes(name: String) {
    for value in [Int64(0), -1, .max, .min] {
      #expect(throws: OperatorError.self) {
        try geometry([name: .ints([value])], input: [1, 1, 7], weight: [1, 1, 3])
      }
    }
  }

  @Test("lists of the wrong length, negative and huge pads are refused")
  func lists() {
    let wrong: [(String, [Int64])] = [
      ("strides", [1, 1]), ("dilations", []), ("pads", [1]), ("pads", [-1, 0]), ("pads", [.max, .max]),
      ("kernel_shape", [4]),
    ]
    for (name, values) in wrong {
      #expect(throws: OperatorError.self, "\(name) \(values)") {
        try geometry([name: .ints(values)], input: [1, 1, 7], weight: [1, 1, 3])
      }
    }
  }

  @Test("padding that makes an output of more than 2^48 elements is refused")
  func hugeOutput() {
    #expect(throws: OperatorError.self) {
      try geometry(
        ["pads": .ints([Int64](repeating: 1 << 30, count: 6))], input: [1, 1, 7, 7, 7], weight: [1, 1, 1, 1, 1])
    }
  }

  @Test("channels, groups, ranks and windows that do not fit are refused")
  func misfits() {
    let misfits: [(Int, [Int], [Int])] = [
      (1, [1, 2, 7], [1, 3, 3]), (2, [1, 4, 7], [3, 2, 3]), (0, [1, 1, 7], [1, 1, 3]),
      (-1, [1, 1, 7], [1, 1, 3]),
      (.max, [1, 1, 7], [1, 3, 3]), (1, [1, 1, 7], [1, 1, 3, 3]), (1, [1, 1], [1, 1]), (1, [1, 1, 2], [1, 1, 3]),
      (1, [1, 1, 0], [1, 1, 1]), (1, [1, 1, 3], [1, 1, 0]),
    ]
    for (groups, input, weight) in misfits {
      #expect(throws: OperatorError.self, "\(groups) \(input) \(weight)") {
        try geometry(groups: groups, input: input, weight: weight)
      }
    }
  }
}
