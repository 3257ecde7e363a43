import ModelGraph
import ReferenceOperators
import Tensors
import Testing

extension KernelSuite {
  /// Poolings of one channel-like axis after another are enough to tell taps apart; the windows themselves are
  /// tested with ``WindowAxisTests``.
  @Suite struct PoolingTests {
    private struct Geometry {
      var extents: [Int]
      var kernel: [Int]
      var strides: [Int]
      var dilations: [Int]
      var pads: [Int]
      var roundsUp: Bool

      init(random: inout RandomValues) {
        let axes = random.int(1...3)
        kernel = random.ints(axes, 1...3)
        strides = random.ints(axes, 1...3)
        dilations = random.ints(axes, 1...2)
        // A window that lies in the padding alone has no mean.
        pads = kernel.map { random.int(0...($0 - 1)) } + kernel.map { random.int(0...($0 - 1)) }
        extents = [random.int(1...2), random.int(1...3)]
        for axis in 0..<axes { extents.append((kernel[axis] - 1) * dilations[axis] + random.int(1...7)) }
        roundsUp = random.chance(50)
      }

      var attributes: [String: Attribute] {
        [
          "kernel_shape": .list(kernel), "strides": .list(strides), "dilations": .list(dilations),
          "pads": .list(pads), "ceil_mode": .int(roundsUp ? 1 : 0),
        ]
      }

      /// For each window the flat input positions under it, and how many lie in the padded input.
      func windows(_ outputs: [Int]) -> [(taps: [Int], padded: Int)] {
        indices(outputs).map { index in
          var taps: [Int] = []
          var padded = 0
          for k in indices(kernel) {
            var flat = index[0] * extents[1] + index[1]
            var (isInside, isPadded) = (true, true)
            for axis in kernel.indices {
              let at = index[2 + axis] * strides[axis] - pads[axis] + k[axis] * dilations[axis]
              isInside = isInside && (0..<extents[2 + axis]).contains(at)
              isPadded = isPadded && at < extents[2 + axis] + pads[kernel.count + axis]
              flat = flat * extents[2 + axis] + at
            }
            if isInside { taps.append(flat) }
            if isPadded { padded += 1 }
          }
          return (taps, padded)
        }
      }

      private func indices(_ extents: [Int]) -> [[Int]] {
        extents.reduce([[]]) { heads, extent in heads.flatMap { head in (0..<extent).map { head + [$0] } } }
      }
    }

    @Test("random poolings of one to three axes equal their definition, on every kernel variant")
    func randomCases() throws {
      for seed in 1...100 as ClosedRange<UInt64> {
        var random = RandomValues(seed: seed)
        let geometry = Geometry(random: &random)
        let x = try random.tensor(geometry.extents)
        let values: [Float] = x.elements()
        let note: Comment = "seed \(seed)"
        for variant in KernelVariant.available {
          #expect(variant.select())
          let largest = try evaluate("MaxPool", [x], threads: 2, geometry.attributes)[0]
          let windows = geometry.windows(largest.shape.extents)
          #expect(largest.elements(as: Float.self) == windows.map { $0.taps.map { values[$0] }.max() }, note)
          for includes in [0, 1] {
            let attributes = geometry.attributes.merging(["count_include_pad": .int(Int64(includes))]) { $1 }
            let mean = try evaluate("AveragePool", [x], threads: 2, attributes)[0]
            let expected = windows.map { window in
              window.taps.reduce(0) { $0 + values[$1] } / Float(includes == 1 ? window.padded : window.taps.count)
            }
            #expect(mean.elements(as: Float.self) == expected, note)
          }
        }
        let outputs = try evaluate("MaxPool", [x], outputs: 2, geometry.attributes)
        let windows = geometry.windows(outputs[0].shape.extents)
        #expect(outputs[0].elements(as: Float.self) == windows.map { $0.taps.map { values[$0] }.max() }, note)
        let firsts = windows.map { window in
          window.taps.first { values[$0] == window.taps.map { values[$0] }.max() }.map(Int64.init)
        }
        #expect(outputs[1].elements(as: Int64.self) == firsts, note)
        let double = try Tensor(x.shape, values.map(Double.init))
        let mean = try evaluate("AveragePool", [double], geometry.attributes)[0]
        #expect(
          mean.elements(as: Double.self)
            == windows.map { window in
              window.taps.reduce(0) { $0 + Double(values[$1]) } / Double(window.taps.count)
            },
          note)
      }
    }

    @Test("storage_order 1 counts the spatial axes of Indices column by column")
    func storageOrder() throws {
      let x = try Tensor(Shape([1, 1, 2, 3]), [0, 0, 0, 0, 9, 0] as [Float])
      let attributes: [String: Attribute] = ["kernel_shape": .list([2, 3]), "storage_order": .int(1)]
      #expect(try evaluate("MaxPool", [x], outputs: 2, attributes)[1].elements(as: Int64.self) == [3])
    }

    @Test("uint8 is pooled as it is, float16 rounded back")
    func otherTypes() throws {
      let x = try Tensor(Shape([1, 1, 4]), [3, 250, 7, 9] as [UInt8])
      #expect(
        try evaluate("MaxPool", [x], ["kernel_shape": .list([2])])[0].elements() == [250, 250, 9] as [UInt8])
      let half = try Tensor(Shape([1, 1, 2]), [1, 4] as [Float]).narrowed(to: .float16)
      let mean = try evaluate("AveragePool", [half], ["kernel_shape": .list([2])])[0]
      #expect(mean.dataType == .float16 && mean.widened().elements() == [2.5] as [Float])
    }

    @Test("the norms of a window and of a channel")
    func norms() throws {
      let x = try Tensor(Shape([1, 1, 3]), [3, -4, 0] as [Float])
      #expect(try evaluate("LpPool", [x], ["kernel_shape": .list([2])])[0].elements() == [5, 4] as [Float])
      let ones: [String: Attribute] = ["kernel_shape": .list([2]), "p": .int(1)]
      #expect(try evaluate("LpPool", [x], ones)[0].elements() == [7, 4] as [Float])
      #expect(try evaluate("GlobalLpPool", [x])[0].elements() == [5] as [Float])
      #expect(throws: OperatorError.self) { try evaluate("GlobalLpPool", [x], ["p": .int(0)]) }
    }

    @Test("a global pooling keeps a spatial extent of 1 and sees every element of its channel")
    func global() throws {
      var random = RandomValues(seed: 5)
      for extents in [[2, 3, 5], [1, 2, 4, 4], [2, 2, 1, 3, 3]] {
        let x = try random.tensor(extents)
        let plane = extents[2...].reduce(1, *)
        let values: [Float] = x.elements()
        let channels = (0..<extents[0] * extents[1]).map { Array(values[$0 * plane..<($0 + 1) * plane]) }
        let mean = try evaluate("GlobalAveragePool", [x], threads: 2)[0]
        #expect(mean.shape.extents == Array(extents[..<2]) + extents[2...].map { _ in 1 })
        #expect(mean.elements(as: Float.self) == channels.map { $0.reduce(0, +) / Float(plane) })
        #expect(try evaluate("GlobalMaxPool", [x])[0].elements(as: Float.self) == channels.map { $0.max() })
      }
    }

    @Test("what cannot be pooled is refused")
    func refused() throws {
      var random = RandomValues(seed: 6)
      let x = try random.tensor([1, 1, 4, 4])
      #expect(throws: OperatorError.self) { try evaluate("MaxPool", [x]) }
      #expect(throws: OperatorError.self) { try evaluate("MaxPool", [x], ["kernel_shape": .list([5, 5])]) }
      #expect(throws: OperatorError.self) { try evaluate("MaxPool", [x], ["kernel_shape": .list([2])]) }
      let huge: [String: Attribute] = [
        "kernel_shape": .list([1 << 30, 1 << 30]), "pads": .list([1 << 30, 1 << 30, 0, 0]),
      ]
      #expect(throws: OperatorError.self) { try evaluate("MaxPool", [x], huge) }
      #expect(throws: OperatorError.self) {
        try evaluate("MaxPool", [x], opset: 9, ["kernel_shape": .list([2, 2]), "ceil_mode": .int(1)])
      }
    }
  }
}
