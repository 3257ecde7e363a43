import ReferenceOperators
import Tensors
import Testing

extension KernelSuite {
  @Suite struct MatrixMultiplicationTests {
    /// By the definition, in double, over matrices: [m, k] times [k, n].
    private func product(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int) -> [Float] {
      (0..<m * n).map { index in
        let (i, j) = index.quotientAndRemainder(dividingBy: n)
        return Float((0..<k).reduce(0.0) { $0 + Double(a[i * k + $1]) * Double(b[$1 * n + j]) })
      }
    }

    @Test("products of every small size and of sizes around the tiles equal the definition, on every variant")
    func sizes() throws {
      var random = RandomValues(seed: 1)
      var sizes: [(Int, Int, Int)] = []
      for m in 1...5 { for n in 1...5 { for k in 0...3 { sizes.append((m, n, k)) } } }
      for m in [6, 7, 14, 15, 29] { for n in [8, 16, 17, 32, 33, 49] { sizes.append((m, n, 5)) } }
      for k in [255, 256, 257, 513] { sizes += [(3, 20, k), (15, 33, k)] }
      sizes += [(2, 600, 9), (15, 1100, 9), (90, 40, 300)]
      for (m, n, k) in sizes {
        let a = random.exactFloats(m * k)
        let b = random.exactFloats(k * n)
        let expected = product(a, b, m: m, n: n, k: k)
        let left = try Tensor(Shape([m, k]), a)
        let right = try Tensor(Shape([k, n]), b)
        for variant in KernelVariant.available {
          #expect(variant.select())
          let result = try evaluate("MatMul", [left, right], threads: 2)[0]
          #expect(result.elements(as: Float.self) == expected, "\(m) x \(n) x \(k) \(variant)")
        }
      }
    }

    @Test(
      "batches broadcast and vectors lose their axis as in numpy.matmul",
      arguments: [
        ([3], [3], []), ([3], [3, 2], [2]), ([4, 3], [3], [4]), ([5, 4, 3], [3], [5, 4]),
        ([3], [5, 3, 2], [5, 2]),
        ([5, 4, 3], [3, 2], [5, 4, 2]), ([4, 3], [5, 3, 2], [5, 4, 2]), ([2, 1, 4, 3], [5, 3, 2], [2, 5, 4, 2]),
        ([2, 5, 4, 3], [2, 1, 3, 1], [2, 5, 4, 1]), ([1, 1, 3], [7, 3, 1], [7, 1, 1]),
        ([0, 4, 3], [3, 2], [0, 4, 2]),
        ([2, 4, 0], [2, 0, 3], [2, 4, 3]),
      ] as [([Int], [Int], [Int])])
    func broadcasting(_ a: [Int], _ b: [Int], _ expected: [Int]) throws {
      var random = RandomValues(seed: 2)
      let left = try random.tensor(a)
      let right = try random.tensor(b)
      let result = try evaluate("MatMul", [left, right], threads: 2)[0]
      #expect(result.shape.extents == expected)
      let (m, k) = (a.count == 1 ? 1 : a[a.count - 2], a[a.count - 1])
      let n = b.count == 1 ? 1 : b[b.count - 1]
      let batch = Array(expected.dropLast((a.count == 1 ? 0 : 1) + (b.count == 1 ? 0 : 1)))
      let count = batch.reduce(1, *)
      let x: [Float] = left.elements()
      let y: [Float] = right.elements()
      var values: [Float] = []
      for index in 0..<count {
        var rest = index
        var position = [Int](repeating: 0, count: batch.count)
        for axis in batch.indices.reversed() {
          (rest, position[axis]) = rest.quotientAndRemainder(dividingBy: batch[axis])
        }
        let offset = { (extents: [Int]) in
          let own = Array(extents.dropLast(2))
          return zip(own, position.suffix(own.count)).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }
        }
        values += product(
          Array(x[(offset(a) * m * k)...].prefix(m * k)), Array(y[(offset(b) * k * n)...].prefix(k * n)), m: m,
          n: n,
          k: k)
      }
      #expect(result.elements(as: Float.self) == values)
      let whole = try evaluate(
        "MatMul", [Tensor(left.shape, x.map { Int32($0 * 8) }), Tensor(right.shape, y.map { Int32($0 * 8) })])[0]
      #expect(whole.elements(as: Int32.self) == values.map { Int32($0 * 64) })
    }

    @Test("the number of threads does not change a bit of the result")
    func threads() throws {
      var random = RandomValues(seed: 3)
      for (m, n, k) in [(70, 300, 300), (2, 3000, 100), (40, 20, 600)] {
        let a = try Tensor(Shape([m, k]), random.floats(m * k))
        let b = try Tensor(Shape([k, n]), random.floats(k * n))
        let one: [UInt32] = try evaluate("MatMul", [a, b], threads: 1)[0].elements()
        for threads in [2, 3, 7] {
          #expect(try evaluate("MatMul", [a, b], threads: threads)[0].elements() == one)
        }
      }
    }

    @Test("64-bit integers wrap, doubles keep their precision")
    func otherTypes() throws {
      let big = try Tensor(Shape([1, 2]), [Int64.max, 1])
      let ones = try Tensor(Shape([2, 1]), [1, 1] as [Int64])
      #expect(try evaluate("MatMul", [big, ones])[0].elements() == [Int64.min])
      let fine = try Tensor(Shape([1, 2]), [1, 1e-12] as [Double])
      #expect(
        try evaluate("MatMul", [fine, Tensor(Shape([2, 1]), [1, 1] as [Double])])[0].elements() == [1 + 1e-12])
    }

    @Test("operands that do not fit are refused")
    func refused() throws {
      var random = RandomValues(seed: 4)
      let a = try random.tensor([2, 3])
      #expect(throws: OperatorError.self) { try evaluate("MatMul", [a, random.tensor([2, 3])]) }
      #expect(throws: OperatorError.self) { try evaluate("MatMul", [a, random.tensor([])]) }
      #expect(throws: OperatorError.self) {
        try evaluate("MatMul", [random.tensor([2, 2, 3]), random.tensor([3, 3, 3])])
      }
      #expect(throws: OperatorError.self) {
        try evaluate("MatMul", [a, Tensor(Shape([3, 1]), [1, 2, 3] as [Double])])
      }
    }
  }
}
