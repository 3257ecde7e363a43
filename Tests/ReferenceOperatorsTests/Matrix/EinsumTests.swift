import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Einsum")
struct EinsumTests {
  private func einsum(_ equation: String, _ operands: Tensor...) throws -> Tensor {
    try evaluate("Einsum", operands, ["equation": .text(equation)])[0]
  }

  @Test("products of two are those of MatMul, on the left, on the right, and batched")
  func products() throws {
    var random = RandomValues(seed: 1)
    let (a, b) = (try random.tensor([2, 3, 4]), try random.tensor([2, 4, 5]))
    let expected = try evaluate("MatMul", [a, b])[0]
    #expect(try einsum("bij,bjk->bik", a, b).floats == expected.floats)
    #expect(try einsum("...ij, ...jk", a, b).floats == expected.floats)
    let turned = try evaluate("Transpose", [expected], ["perm": .list([2, 0, 1])])[0]
    let swapped = try einsum("bij,bjk->kbi", a, b)
    #expect(swapped.shape.extents == [5, 2, 3] && swapped.floats == turned.floats)
  }

  @Test("diagonals, traces, transposes and sums of one operand")
  func single() throws {
    let x = try Tensor.counting([3, 3])
    #expect(try einsum("ii->i", x).floats == [0, 4, 8])
    #expect(try einsum("ii", x).floats == [12])
    #expect(try einsum("ba", x).floats == [0, 3, 6, 1, 4, 7, 2, 5, 8])
    #expect(try einsum("ij->j", x).floats == [9, 12, 15])
    #expect(try einsum("...->", x).floats == [36])
  }

  @Test("three operands are multiplied together, an extent of 1 stretches")
  func several() throws {
    let (a, b, c) = try (Tensor.floats([1, 2]), Tensor.floats([3, 4]), Tensor.floats([5]))
    #expect(try einsum("i,j,i->ij", a, b, c).floats == [15, 20, 30, 40])
    #expect(try einsum("i,i,i", a, b, c).floats == [55])
    let integers = try Tensor.ints([1, 2, 3])
    #expect(try einsum("i,i", integers, integers).ints == [14])
  }

  @Test("an empty sum is zero")
  func empty() throws {
    let (a, b) = try (Tensor.floats([], [2, 0]), Tensor.floats([], [0, 2]))
    #expect(try einsum("ij,jk->ik", a, b).floats == [0, 0, 0, 0])
  }

  @Test(
    "equations that are none, or that do not fit the operands, are refused",
    arguments: [
      "ij->ijk", "i", "ijk", "ij,jk", "i.j", "ij->ii", "ij->i->j", "...i...", "i1", "", "->", "ij->...,", "i-j",
    ])
  func refused(_ equation: String) throws {
    #expect(throws: OperatorError.self) { try einsum(equation, .counting([2, 3])) }
  }

  @Test("labels of different extents, and sums beyond all bounds, are refused")
  func extents() throws {
    #expect(throws: OperatorError.self) { try einsum("i,i", .counting([2]), .counting([3])) }
    let long = try Tensor.counting([1 << 13])
    #expect(throws: OperatorError.self) { try einsum("a,b,c,d,e->", long, long, long, long, long) }
  }
}
