import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Products of quantised values")
struct QuantizedProductTests {
  private func bytes(_ values: [UInt8], _ extents: [Int]) throws -> Tensor { try Tensor(Shape(extents), values) }
  private func signed(_ values: [Int8], _ extents: [Int]) throws -> Tensor { try Tensor(Shape(extents), values) }

  @Test("MatMulInteger multiplies what is above the zero points, one a row or a column where there are several")
  func matrix() throws {
    let (a, b) = (try bytes([1, 2, 3, 4], [2, 2]), try signed([1, -1, 2, -2], [2, 2]))
    let plain = try evaluate("MatMulInteger", [a, b])[0]
    #expect(plain.elements(as: Int32.self) == [5, -5, 11, -11])
    let zeros = try [bytes([1, 3], [2]), signed([0, -1], [2])]
    let centered = try evaluate("MatMulInteger", [a, b] + zeros)[0]
    #expect(centered.elements(as: Int32.self) == [2, -1, 2, -1])
  }

  @Test("ConvInteger equals Conv of the values above the zero points; padding counts as the zero point")
  func convolution() throws {
    let x = try bytes((1...9).map { UInt8($0) }, [1, 1, 3, 3])
    let w = try bytes([1, 2, 3, 4], [1, 1, 2, 2])
    let zeros = [Tensor(scalar: UInt8(5)), Tensor(scalar: UInt8(2))]
    let attributes: [String: Attribute] = ["pads": .list([1, 0, 0, 1])]
    let result = try evaluate("ConvInteger", [x, w] + zeros, attributes)[0]
    let reals = try [
      Tensor.floats((1...9).map { Float($0) - 5 }, [1, 1, 3, 3]), .floats([-1, 0, 1, 2], [1, 1, 2, 2]),
    ]
    let expected = try evaluate("Conv", reals, attributes)[0]
    #expect(result.shape == expected.shape)
    #expect(result.elements(as: Int32.self) == expected.floats.map { Int32($0) })
  }

  @Test("QLinearMatMul rounds to even, adds the zero point and holds the type's range")
  func quantizedMatrix() throws {
    let a = try bytes([1, 3, 5, 255], [4, 1])
    let one = Tensor(scalar: Float(1))
    let b = try bytes([1], [1, 1])
    let zero = Tensor(scalar: UInt8(0))
    let inputs = [a, one, zero, b, one, zero, Tensor(scalar: Float(2)), Tensor(scalar: Int8(10))]
    let y = try evaluate("QLinearMatMul", inputs)[0]
    #expect(y.elements(as: Int8.self) == [10, 12, 12, 127])
  }

  @Test("a sum times its scale is rounded in single precision before it is rounded to a whole number")
  func singlePrecision() throws {
    let (one, zero) = (Tensor(scalar: Float(1)), Tensor(scalar: UInt8(0)))
    // 5 x Float(0.1) is a little more than 1/2 and, as a Float, 1/2: a tie, which goes to the even 0.
    let (five, unit) = try (bytes([5], [1, 1]), bytes([1], [1, 1]))
    let inputs = [five, Tensor(scalar: Float(0.1)), zero, unit, one, zero, one, zero]
    #expect(try evaluate("QLinearMatMul", inputs)[0].elements(as: UInt8.self) == [0])
  }

  @Test("QLinearConv has a scale a filter and a bias in units of the products")
  func quantizedConvolution() throws {
    let (x, w) = (try bytes([10, 20], [1, 1, 2]), try signed([1, 1], [2, 1, 1]))
    let one = Tensor(scalar: Float(1))
    let inputs = try [
      x, one, Tensor(scalar: UInt8(0)), w, .floats([1, 0.5]), signed([0, 0], [2]), one, Tensor(scalar: UInt8(3)),
      Tensor(Shape([2]), [100, 200] as [Int32]),
    ]
    let y = try evaluate("QLinearConv", inputs)[0]
    #expect(y.shape.extents == [1, 2, 2] && y.elements(as: UInt8.self) == [113, 123, 108, 113])
  }

  @Test("sums beyond what a float holds are exact")
  func largeSums() throws {
    let depth = 2_001
    let a = try bytes([UInt8](repeating: 255, count: depth - 1) + [1], [1, depth])
    let b = try bytes([UInt8](repeating: 255, count: depth), [depth, 1])
    let y = try evaluate("MatMulInteger", [a, b])[0]
    #expect(y.elements(as: Int32.self) == [Int32((depth - 1) * 255 * 255 + 255)])
  }

  @Test("scales a row on the left and a column on the right meet element by element")
  func scalesOfBothSides() throws {
    var random = RandomValues(seed: 11)
    let (m, n, k) = (3, 5, 4)
    let (a, b) = (random.ints(m * k, 0...255), random.ints(k * n, -128...127))
    let (left, right): ([Float], [Float]) = ([1, 0.5, 2], [1, 0.25, 0.5, 2, 4])
    let inputs = try [
      bytes(a.map { UInt8($0) }, [m, k]), .floats(left), bytes([1, 2, 3], [3]),
      signed(b.map { Int8($0) }, [k, n]),
      .floats(right), signed([0, 1, 2, 3, 4], [n]), Tensor(scalar: Float(256)), Tensor(scalar: Int8(-3)),
    ]
    let y = try evaluate("QLinearMatMul", inputs, opset: 21)[0].elements(as: Int8.self)
    for i in 0..<m {
      for j in 0..<n {
        let sum = (0..<k).reduce(0) { $0 + (a[i * k + $1] - i - 1) * (b[$1 * n + j] - j) }
        let value = (Double(sum) * Double(left[i] * right[j] / 256)).rounded(.toNearestOrEven) - 3
        #expect(Double(y[i * n + j]) == min(max(value, -128), 127), "row \(i) column \(j)")
      }
    }
  }

  @Test("types, zero points and biases that do not fit are refused")
  func refused() throws {
    let (a, b) = (try bytes([1, 2], [1, 2]), try bytes([1, 2], [2, 1]))
    #expect(throws: OperatorError.self) { try evaluate("MatMulInteger", [a, .counting([2, 1])]) }
    #expect(throws: OperatorError.self) { try evaluate("MatMulInteger", [a, a]) }
    #expect(throws: OperatorError.self) { try evaluate("MatMulInteger", [a, b, bytes([1, 2], [2])]) }
    #expect(throws: OperatorError.self) { try evaluate("ConvInteger", [a, b]) }
  }

  @Test("constant weights prepared before the run give the same sums, however long they are")
  func preparedWeights() throws {
    var random = RandomValues(seed: 21)
    for (m, n, k) in [(1, 5, 700), (4, 3, 64), (9, 17, 1_300), (2, 2, 3_000)] {
      let a = try bytes(random.ints(m * k, 0...255).map { UInt8($0) }, [m, k])
      let b = try signed(random.ints(k * n, -128...127).map { Int8($0) }, [k, n])
      let zeros = try [Tensor(scalar: UInt8(200)), signed(random.ints(n, -5...5).map { Int8($0) }, [n])]
      let names = ["a", "b", "az", "bz"]
      let node = Node("MatMulInteger", opsetVersion: 10, inputs: names, outputs: ["y"])
      let graph = Graph(
        inputs: [ValueInfo(name: "a")], outputs: [ValueInfo(name: "y")],
        initializers: ["b": b, "az": zeros[0], "bz": zeros[1]], nodes: [node])
      let plan = try ExecutionPlan(graph, source: "test").fused(threads: 2) {
        $0 == "a" ? ValueFact(.uint8, [m, k]) : nil
      }
      let (left, right) = (a.elements(as: UInt8.self), b.elements(as: Int8.self))
      let columnZeros = zeros[1].elements(as: Int8.self)
      let exact = (0..<m * n).map { index -> Int32 in
        let (i, j) = index.quotientAndRemainder(dividingBy: n)
        return (0..<k).reduce(0) {
          $0 + (Int32(left[i * k + $1]) - 200) * (Int32(right[$1 * n + j]) - Int32(columnZeros[j]))
        }
      }
      #expect(try evaluate("MatMulInteger", [a, b] + zeros)[0].elements(as: Int32.self) == exact)
      #expect(try plan.run(["a": a])["y"]?.elements(as: Int32.self) == exact)
    }
  }

  @Test("sums of a convolution over many channels are exact")
  func manyChannels() throws {
    let (channels, w) = (700, try bytes([UInt8](repeating: 255, count: 700), [1, 700, 1, 1]))
    let x = try bytes([UInt8](repeating: 255, count: channels - 1) + [254], [1, channels, 1, 1])
    let y = try evaluate("ConvInteger", [x, w])[0]
    #expect(y.elements(as: Int32.self) == [Int32(channels * 255 * 255 - 255)])
  }
}
