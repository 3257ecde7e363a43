import ModelGraph
import ReferenceOperators
import Tensors
import Testing

extension KernelSuite {
  @Suite struct GeneralMatrixProductTests {
    @Test("every combination of transposition, scale, addend and size equals the definition, in float and int32")
    func combinations() throws {
      var random = RandomValues(seed: 1)
      let scales: [(Float, Float)] = [(1, 1), (0.5, 2), (2, 0)]
      for (m, n, k) in [(1, 1, 1), (1, 40, 9), (2, 70, 20), (17, 35, 6), (4, 3, 300), (5, 1, 4), (3, 4, 0)] {
        for (transA, transB) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
          for (alpha, beta) in scales {
            for c in [nil, [], [1], [n], [1, n], [m, 1], [m, n], [1, 1]] as [[Int]?] {
              let attributes: [String: Attribute] = [
                "transA": .int(Int64(transA)), "transB": .int(Int64(transB)), "alpha": .float(alpha),
                "beta": .float(beta),
              ]
              let a = try random.tensor(transA == 1 ? [k, m] : [m, k])
              let b = try random.tensor(transB == 1 ? [n, k] : [k, n])
              let addend = try c.map { try random.tensor($0) }
              let x: [Float] = a.elements()
              let y: [Float] = b.elements()
              let z: [Float]? = addend?.elements()
              let expected = (0..<m * n).map { index in
                let (i, j) = index.quotientAndRemainder(dividingBy: n)
                var sum: Float = 0
                for p in 0..<k {
                  sum += x[transA == 1 ? p * m + i : i * k + p] * y[transB == 1 ? j * k + p : p * n + j]
                }
                sum *= alpha
                guard let c, let z else { return sum }
                let rows = c.count == 2 ? c[0] : 1
                let columns = c.last ?? 1
                return sum + beta * z[(rows == 1 ? 0 : i) * columns + (columns == 1 ? 0 : j)]
              }
              let note: Comment =
                "\(m) x \(n) x \(k) trans \(transA) \(transB) scales \(alpha) \(beta) C \(String(describing: c))"
              for variant in KernelVariant.available {
                #expect(variant.select())
                let result = try evaluate("Gemm", [a, b, addend], threads: 2, attributes)[0]
                #expect(result.shape.extents == [m, n])
                #expect(result.elements(as: Float.self) == expected, note)
              }
              guard alpha == 1, beta == 1 else { continue }
              let whole = try [a, b].map {
                try Tensor($0.shape, $0.elements(as: Float.self).map { Int32($0 * 8) })
              }
              let wholeAddend = try addend.map {
                try Tensor($0.shape, $0.elements(as: Float.self).map { Int32($0 * 64) })
              }
              let sums = try evaluate("Gemm", whole + [wholeAddend].map { $0 }, attributes)[0]
              #expect(sums.elements(as: Int32.self) == expected.map { Int32($0 * 64) }, note)
            }
          }
        }
      }
    }

    @Test("an addend that is not a number does not reach the result when beta is 0")
    func unusedAddend() throws {
      let one = try Tensor(Shape([1, 1]), [2] as [Float])
      let nan = try Tensor(Shape([1]), [.nan] as [Float])
      #expect(try evaluate("Gemm", [one, one, nan], ["beta": .float(0)])[0].elements(as: Float.self) == [4])
    }

    @Test("operands that do not fit are refused")
    func refused() throws {
      var random = RandomValues(seed: 2)
      let a = try random.tensor([2, 3])
      let b = try random.tensor([3, 4])
      for c in [[3], [2], [2, 4, 1], [4, 2], [3, 4]] {
        #expect(throws: OperatorError.self) { try evaluate("Gemm", [a, b, random.tensor(c)]) }
      }
      #expect(throws: OperatorError.self) { try evaluate("Gemm", [a, a]) }
      #expect(throws: OperatorError.self) { try evaluate("Gemm", [random.tensor([1, 2, 3]), b]) }
      #expect(throws: OperatorError.self) { try evaluate("Gemm", [a, b], opset: 9) }
      #expect(throws: OperatorError.self) { try evaluate("Gemm", [a, b], ["broadcast": .int(1)]) }
    }

    @Test("versions before 7 take the broadcast attribute")
    func legacyBroadcast() throws {
      var random = RandomValues(seed: 3)
      let (a, b, c) = try (random.tensor([2, 3]), random.tensor([3, 4]), random.tensor([4]))
      let old = try evaluate("Gemm", [a, b, c], opset: 6, ["broadcast": .int(1)])[0]
      #expect(old.elements(as: Float.self) == (try evaluate("Gemm", [a, b, c])[0].elements(as: Float.self)))
    }
  }
}
