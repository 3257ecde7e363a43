import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct WindowAxisTests {
  private func attributes(_ attributes: [String: Attribute]) throws -> WindowAttributes {
    try WindowAttributes(
      NodeReader(Node("MaxPool", opsetVersion: 22, inputs: [], outputs: [], attributes: attributes)))
  }

  @Test("the output counts exactly the windows that start in the padded input and fit, for all small geometries")
  func outputsByCounting() throws {
    for input in 1...7 {
      for (kernel, stride, dilation) in product(1...3, 1...3, 1...2) {
        for (begin, end, roundsUp) in product(0...2, 0...2, 0...1) {
          let span = (kernel - 1) * dilation + 1
          let padded = input + begin + end
          var expected = 0
          var start = 0
          while start + span <= padded {
            expected += 1
            start += stride
          }
          // ceil_mode adds one incomplete window, unless the padding at the end is all that it would see.
          let isComplete = start - stride + span == padded
          if roundsUp == 1, expected > 0, !isComplete, start < input + begin { expected += 1 }
          let window = try? attributes([
            "strides": .ints([Int64(stride)]), "dilations": .ints([Int64(dilation)]),
            "pads": .ints([Int64(begin), Int64(end)]), "ceil_mode": .int(Int64(roundsUp)),
          ]).axis(input, kernel)
          #expect(
            window?.output ?? 0 == expected,
            "in \(input) k \(kernel) s \(stride) d \(dilation) pads \(begin),\(end) ceil \(roundsUp)")
        }
      }
    }
  }

  @Test("auto_pad SAME gives ceil(input / stride) windows and puts the odd element where its name says")
  func same() throws {
    for input in 1...9 {
      for (kernel, stride, dilation) in product(1...4, 1...3, 1...2) {
        let sliding: [String: Attribute] = [
          "strides": .ints([Int64(stride)]), "dilations": .ints([Int64(dilation)]),
        ]
        let upper = try attributes(sliding.merging(["auto_pad": .string(Array("SAME_UPPER".utf8))]) { $1 })
          .axis(input, kernel)
        let lower = try attributes(sliding.merging(["auto_pad": .string(Array("SAME_LOWER".utf8))]) { $1 })
          .axis(input, kernel)
        let output = (input + stride - 1) / stride
        let total = max((output - 1) * stride + (kernel - 1) * dilation + 1 - input, 0)
        #expect(upper.output == output && lower.output == output)
        #expect(upper.padBegin == total / 2 && upper.padEnd == total - total / 2)
        #expect(lower.padBegin == upper.padEnd && lower.padEnd == upper.padBegin)
      }
    }
  }

  @Test("the taps of a window are those whose positions lie in the input")
  func taps() throws {
    for input in 1...5 {
      for (kernel, stride, dilation) in product(1...4, 1...3, 1...3) {
        for begin in 0...4 {
          let window = try attributes([
            "strides": .ints([Int64(stride)]), "dilations": .ints([Int64(dilation)]),
            "pads": .ints([Int64(begin), 30]),
          ]).axis(input, kernel)
          for position in 0..<6 {
            let expected = (0..<kernel).filter { k in
              (0..<input).contains(position * stride - begin + k * dilation)
            }
            #expect(Array(window.taps(position)) == expected)
          }
        }
      }
    }
  }

  private func product(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>, _ c: ClosedRange<Int>) -> [(Int, Int, Int)] {
    a.flatMap { x in b.flatMap { y in c.map { (x, y, $0) } } }
  }
}

extension WindowAttributes {
  fileprivate func axis(_ input: Int, _ kernel: Int) throws -> WindowAxis {
    try WindowAxis.resolve(self, input: [input], kernel: [kernel])[0]
  }
}
