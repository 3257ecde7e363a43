import Lowering
import ModelGraph
import Tensors
import Testing

@Suite struct ProductLoweringTests {
  /// Extents of operands and of the result, which has the unit axes of vectors.
  private static let matMuls: [(left: [Int], right: [Int], result: [Int])] = [
    ([4, 5], [5, 3], [4, 3]), ([1, 1], [1, 1], [1, 1]), ([4, 2], [2, 3], [4, 3]), ([4, 1], [1, 3], [4, 3]),
    ([5], [5, 3], [1, 3]), ([4, 5], [5], [4, 1]), ([5], [5], [1, 1]), ([2], [2], [1, 1]),
    ([2, 4, 5], [5, 3], [2, 4, 3]), ([2, 3, 4, 5], [5, 3], [2, 3, 4, 3]), ([2, 4, 5], [5], [2, 4, 1]),
    ([4, 5], [2, 5, 3], [2, 4, 3]), ([5], [2, 5, 3], [2, 1, 3]), ([2, 4, 5], [2, 5, 3], [2, 4, 3]),
    ([2, 1, 4, 5], [3, 5, 2], [2, 3, 4, 2]), ([1, 4, 5], [3, 5, 2], [3, 4, 2]),
    ([3, 4, 5], [1, 5, 2], [3, 4, 2]),
    ([2, 3, 4, 5], [2, 3, 5, 2], [2, 3, 4, 2]), ([2, 1, 1, 4, 5], [1, 3, 2, 5, 2], [2, 3, 2, 4, 2]),
    ([40, 35], [35, 33], [40, 33]),
  ]

  @Test(
    "MatMul of every form comes out right on every controller, whichever operand is constant",
    arguments: matMuls.indices)
  func matMul(index: Int) throws {
    let (left, right, result) = Self.matMuls[index]
    var random = SplitMix64(seed: UInt64(index))
    let inputs = [try integers(left, &random), try integers(right, &random)]
    let expected = plainMatMul(inputs[0], inputs[1], output: try Shape(result))
    let unitAxes = (left.count == 1 ? [result.count - 2] : []) + (right.count == 1 ? [result.count - 1] : [])
    let visible = result.indices.filter { !unitAxes.contains($0) }.map { result[$0] }
    for machine in machines {
      for constants in [[], [0], [1], [0, 1]] as [Set<Int>] {
        let output = try execute(node("MatMul"), inputs, constants: constants, on: machine)
        #expect(output.shape.extents == visible)
        #expect(
          output.elements(as: Float.self) == expected,
          "\(left) x \(right), constant \(constants), \(machine.controller)")
      }
    }
  }

  @Test("Gemm of every form comes out right on every controller", arguments: 0..<4)
  func gemm(transposes: Int) throws {
    for addend in [nil, [], [1], [4], [1, 4], [3, 1], [3, 4]] as [[Int]?] {
      for (alpha, beta) in [(1, 1), (2, -0.5), (0.5, 0)] as [(Float, Float)] {
        try checkGemm(
          transA: transposes & 1, transB: transposes >> 1, addend: addend, alpha: alpha, beta: beta)
      }
    }
  }

  private func checkGemm(transA: Int, transB: Int, addend: [Int]?, alpha: Float, beta: Float) throws {
    let (m, n, k) = (3, 4, 5)
    var random = SplitMix64(seed: 9)
    let a = try integers([m, k], &random)
    let b = try integers([k, n], &random)
    let c = try addend.map { try integers($0, &random) }
    let inputs = [transA == 1 ? try transpose(a) : a, transB == 1 ? try transpose(b) : b, c]
    let expected = plainMatMul(a, b, output: try Shape([m, n])).enumerated().map { index, sum in
      let added = c.map { $0.elements(as: Float.self)[broadcast([index / n, index % n], $0.shape.extents)] }
      return alpha * sum + beta * (added ?? 0)
    }
    let gemm = node(
      "Gemm",
      [
        "transA": .int(Int64(transA)), "transB": .int(Int64(transB)), "alpha": .float(alpha), "beta": .float(beta),
      ], inputs: 3)
    for machine in machines {
      for constants in [[1], [0], []] as [Set<Int>] {
        let output = try execute(gemm, inputs, constants: constants, on: machine)
        #expect(output.shape.extents == [m, n])
        #expect(
          output.elements(as: Float.self) == expected,
          "transA \(transA) transB \(transB) C \(addend ?? [-1]) constant \(constants) \(machine.controller)")
      }
    }
  }

  private func transpose(_ matrix: Tensor) throws -> Tensor {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let elements = matrix.elements(as: Float.self)
    return try Tensor(
      Shape([columns, rows]), (0..<rows * columns).map { elements[$0 % rows * columns + $0 / rows] })
  }
}
