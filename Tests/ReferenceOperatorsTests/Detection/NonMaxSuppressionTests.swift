import ReferenceOperators
import Tensors
import Testing

@Suite("Non-maximum suppression")
struct NonMaxSuppressionTests {
  /// Three boxes: the second overlaps the first by half, the third stands apart.
  private let boxes: Tensor
  private let scores: Tensor

  init() throws {
    boxes = try .floats([0, 0, 2, 2, 0, 0, 2, 1, 5, 5, 6, 6], [1, 3, 4])
    scores = try .floats([0.5, 0.9, 0.7], [1, 1, 3])
  }

  private func select(most: Int64?, overlap: Float? = nil, score: Float? = nil) throws -> [Int64] {
    let limits = [
      most.map { Tensor(scalar: $0) }, overlap.map { Tensor(scalar: $0) }, score.map { Tensor(scalar: $0) },
    ]
    return try evaluate("NonMaxSuppression", [boxes, scores] + limits)[0].ints
  }

  @Test("the best boxes survive, those that overlap them more than allowed do not")
  func overlap() throws {
    #expect(try select(most: 3, overlap: 0.4) == [0, 0, 1, 0, 0, 2])
    #expect(try select(most: 3, overlap: 0.5) == [0, 0, 1, 0, 0, 2, 0, 0, 0])
  }

  @Test("without a number of boxes none is selected")
  func none() throws {
    #expect(try select(most: nil) == [])
    #expect(try select(most: 0) == [])
  }

  @Test("the score has to exceed its limit")
  func score() throws {
    #expect(try select(most: 3, overlap: 1, score: 0.7) == [0, 0, 1])
  }

  @Test("boxes and scores that do not belong together are refused")
  func shapes() throws {
    #expect(throws: OperatorError.self) {
      try evaluate("NonMaxSuppression", [boxes, .floats([1, 2], [1, 1, 2])])
    }
  }
}
