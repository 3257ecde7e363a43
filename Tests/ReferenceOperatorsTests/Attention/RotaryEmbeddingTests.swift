import ReferenceOperators
import Tensors
import Testing

@Suite("Rotary embedding")
struct RotaryEmbeddingTests {
  @Test("a quarter turn exchanges the features of a pair, halves or neighbours")
  func quarterTurn() throws {
    let x = try Tensor.floats([1, 2, 3, 4], [1, 1, 1, 4])
    let (cosines, sines) = (try Tensor.floats([0, 0], [1, 1, 2]), try Tensor.floats([1, 1], [1, 1, 2]))
    #expect(try evaluate("RotaryEmbedding", [x, cosines, sines], opset: 23)[0].floats == [-3, -4, 1, 2])
    let neighbours = try evaluate("RotaryEmbedding", [x, cosines, sines], opset: 23, ["interleaved": .int(1)])[0]
    #expect(neighbours.floats == [-2, 1, -4, 3])
    #expect(x.floats == [1, 2, 3, 4])
  }

  @Test("positions outside the table and odd numbers of features are refused")
  func refused() throws {
    let x = try Tensor.floats([1, 2], [1, 1, 1, 2])
    let table = try Tensor.floats([1], [1, 1])
    #expect(throws: OperatorError.self) {
      try evaluate("RotaryEmbedding", [x, table, table, .ints([1], [1, 1])], opset: 23)
    }
    #expect(throws: OperatorError.self) {
      try evaluate("RotaryEmbedding", [x, table, table], opset: 23, ["rotary_embedding_dim": .int(1)])
    }
  }
}
