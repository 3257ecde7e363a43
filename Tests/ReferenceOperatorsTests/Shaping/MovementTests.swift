import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Operators that move elements")
struct MovementTests {
  @Test("every transposition of three axes puts every element where the definition says")
  func transpose() throws {
    let x = try Tensor.counting([2, 3, 4])
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let y = try evaluate("Transpose", [x], ["perm": .list(order)])[0]
      #expect(y.shape.extents == order.map { x.shape[$0] })
      var expected: [Float] = []
      for i in 0..<y.shape[0] {
        for j in 0..<y.shape[1] {
          for k in 0..<y.shape[2] {
            var position = [0, 0, 0]
            for (axis, value) in zip(order, [i, j, k]) { position[axis] = value }
            expected.append(Float((position[0] * 3 + position[1]) * 4 + position[2]))
          }
        }
      }
      #expect(y.floats == expected, "\(order)")
    }
    #expect(try evaluate("Transpose", [x])[0].shape.extents == [4, 3, 2])
    #expect(throws: OperatorError.self) { try evaluate("Transpose", [x], ["perm": .ints([0, 0, 1])]) }
    #expect(throws: OperatorError.self) { try evaluate("Transpose", [x], ["perm": .ints([0, 1])]) }
  }

  @Test("transposed matrices of every small and some large sizes, on two threads, of 4- and 8-byte elements")
  func transposedMatrices() throws {
    let sizes = (1...9).flatMap { m in (1...9).map { (m, $0) } } + [(33, 70), (300, 129), (5, 9000)]
    for (m, n) in sizes {
      let x = try Tensor.counting([2, m, n])
      let expected = (0..<2 * m * n).map { i in Float(i / (m * n) * m * n + i % m * n + i / m % n) }
      let order: [String: Attribute] = ["perm": .list([0, 2, 1])]
      #expect(try evaluate("Transpose", [x], threads: 2, order)[0].floats == expected, "\(m)x\(n)")
      let wide = try evaluate("Transpose", [x.cast(to: .float64)], threads: 2, order)[0]
      #expect(wide.elements(as: Double.self) == expected.map(Double.init), "\(m)x\(n)")
    }
  }

  @Test("strings and 2-, 8- and 16-byte elements move as floats do")
  func widths() throws {
    #expect(
      try evaluate("Transpose", [.texts(["a", "b", "c", "d"], [2, 2])])[0].strings == ["a", "c", "b", "d"])
    #expect(try evaluate("Transpose", [.ints([1, 2, 3, 4], [2, 2])])[0].ints == [1, 3, 2, 4])
    let half = try Tensor.floats([1, 2, 3, 4], [2, 2]).cast(to: .float16)
    #expect(try evaluate("Transpose", [half])[0].elements(as: Float16.self) == [1, 3, 2, 4])
    let complex = Tensor(.complex128, try Shape([2, 1])) { (raw: UnsafeMutableRawBufferPointer) in
      for i in raw.indices { raw[i] = UInt8(i) }
    }
    let parts = try evaluate("Concat", [complex, complex], ["axis": .int(1)])[0]
    #expect(parts.withUnsafeBytes { Array($0[32..<48]) } == Array(16..<32))
  }

  @Test("Concat joins along any axis and Split takes apart again")
  func concatAndSplit() throws {
    let x = try Tensor.counting([2, 3, 2])
    for axis in -3..<3 {
      let extent = x.shape[(axis + 3) % 3]
      let sizes = [1, extent - 1]
      let parts = try evaluate(
        "Split", [x, .ints(sizes.map(Int64.init))], outputs: 2, ["axis": .int(Int64(axis))])
      #expect(parts.map { $0.shape[(axis + 3) % 3] } == sizes)
      #expect(try evaluate("Concat", parts, ["axis": .int(Int64(axis))])[0].floats == x.floats)
    }
    #expect(throws: OperatorError.self) {
      try evaluate("Concat", [.counting([2, 2]), .counting([3, 3])], ["axis": .int(0)])
    }
    #expect(throws: OperatorError.self) {
      try evaluate("Concat", [.counting([2, 2]), .counting([2])], ["axis": .int(0)])
    }
  }

  @Test("Split without sizes is equal, from opset 18 on with a smaller last part")
  func split() throws {
    let x = try Tensor.counting([7])
    let parts = try evaluate("Split", [x], outputs: 3, opset: 18, ["num_outputs": .int(3)])
    #expect(parts.map(\.count) == [3, 3, 1])
    #expect(throws: OperatorError.self) { try evaluate("Split", [x], outputs: 3, opset: 13) }
    #expect(throws: OperatorError.self) { try evaluate("Split", [x, .ints([3, 3])], outputs: 2) }
    #expect(throws: OperatorError.self) { try evaluate("Split", [x, .ints([-1, 8])], outputs: 2) }
    #expect(throws: OperatorError.self) { try evaluate("Split", [x, .ints([.max, .max])], outputs: 2) }
  }

  @Test("Expand broadcasts both ways, Tile repeats")
  func expandAndTile() throws {
    #expect(try evaluate("Expand", [.floats([1, 2], [2, 1]), .ints([3])])[0].floats == [1, 1, 1, 2, 2, 2])
    #expect(try evaluate("Expand", [.floats([1, 2], [2, 1]), .ints([1, 1])])[0].shape.extents == [2, 1])
    #expect(try evaluate("Expand", [.floats([], [0]), .ints([2, 1])])[0].shape.extents == [2, 0])
    #expect(try evaluate("Tile", [.floats([1, 2]), .ints([3])])[0].floats == [1, 2, 1, 2, 1, 2])
    #expect(try evaluate("Tile", [.counting([2, 2]), .ints([2, 1])])[0].floats == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect(try evaluate("Tile", [.counting([2]), .ints([0])])[0].shape.extents == [0])
    #expect(throws: OperatorError.self) { try evaluate("Tile", [.counting([2]), .ints([.max])]) }
    #expect(throws: OperatorError.self) { try evaluate("Expand", [.counting([2]), .ints([3])]) }
  }

  @Test("DepthToSpace and SpaceToDepth undo each other")
  func blocks() throws {
    let x = try Tensor.counting([1, 8, 2, 3])
    let wide = try evaluate("DepthToSpace", [x], ["blocksize": .int(2)])[0]
    #expect(wide.shape.extents == [1, 2, 4, 6])
    #expect(try evaluate("SpaceToDepth", [wide], ["blocksize": .int(2)])[0].floats == x.floats)
    let columns = try evaluate("DepthToSpace", [x], ["blocksize": .int(2), "mode": .text("CRD")])[0]
    #expect(columns.floats[0..<4] == [0, 6, 1, 7])
    #expect(throws: OperatorError.self) { try evaluate("DepthToSpace", [x], ["blocksize": .int(3)]) }
    #expect(throws: OperatorError.self) { try evaluate("DepthToSpace", [x], ["blocksize": .int(0)]) }
  }
}
