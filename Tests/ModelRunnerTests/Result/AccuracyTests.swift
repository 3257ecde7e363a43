import ModelRunner
import Tensors
import Testing

@Suite("Accuracy")
struct AccuracyTests {
  private func scores(_ rows: [[Float]]) throws -> Tensor {
    try Tensor(Shape([rows.count, rows[0].count]), rows.flatMap { $0 })
  }

  @Test("top-1 and top-5 count the label's rank")
  func ranks() throws {
    let scores = try scores([[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]])
    let accuracy = try #require(Accuracy(scores: scores, labels: [5, 4]))
    #expect(accuracy == Accuracy(scores: scores, labels: [5, 4]))
    #expect(accuracy.top1 == 1)
    #expect(accuracy.top5 == 2)
    #expect(accuracy.top1Share == 0.5)
  }

  @Test("of equal scores the first class wins, as in an arg-max")
  func ties() throws {
    let scores = try scores([[1, 1], [1, 1]])
    #expect(try #require(Accuracy(scores: scores, labels: [0, 1])).top1 == 1)
  }

  @Test("a label that is no class, and a NaN score, count as missed")
  func missed() throws {
    let scores = try scores([[1, 0], [.nan, 0]])
    #expect(try #require(Accuracy(scores: scores, labels: [7, 0])).top1 == 0)
    #expect(try #require(Accuracy(scores: scores, labels: [-1, 0])).top5 == 0)
  }

  @Test("scores that do not have a row a label give nothing")
  func shapes() throws {
    #expect(Accuracy(scores: try scores([[1, 0]]), labels: [0, 1]) == nil)
    #expect(Accuracy(scores: Tensor(scalar: Float(1)), labels: [0]) == nil)
    #expect(Accuracy(scores: try Tensor(Shape([0, 3]), [Float]()), labels: []) == nil)
  }
}
