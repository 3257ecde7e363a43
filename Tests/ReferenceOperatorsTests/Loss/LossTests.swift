import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Losses")
struct LossTests {
  /// Two images of two places, three classes.
  private func scores() throws -> Tensor { try .floats((0..<12).map { -Float($0) }, [2, 3, 2]) }
  private func targets() throws -> Tensor { try .ints([0, 1, 2, 2], [2, 2]) }

  @Test("each target's loss is minus the value of its class")
  func unreduced() throws {
    let y = try evaluate(
      "NegativeLogLikelihoodLoss", [scores(), targets()], ["reduction": .text("none")])[0]
    #expect(y.shape.extents == [2, 2] && y.floats == [0, 3, 10, 11])
  }

  @Test("the mean is over the weights of the targets that are not ignored")
  func weighted() throws {
    let inputs = try [scores(), targets(), .floats([1, 2, 5])]
    #expect(try evaluate("NegativeLogLikelihoodLoss", inputs, ["reduction": .text("sum")])[0].floats == [111])
    #expect(try evaluate("NegativeLogLikelihoodLoss", inputs)[0].floats == [111 / 13])
    let ignoring = try evaluate("NegativeLogLikelihoodLoss", inputs, ["ignore_index": .int(2)])[0]
    #expect(ignoring.floats == [2] && ignoring.shape.rank == 0)
  }

  @Test("cross entropy is the loss of the LogSoftmax, which is the second output")
  func crossEntropy() throws {
    let logarithm = try evaluate("LogSoftmax", [scores()], ["axis": .int(1)])[0]
    let expected = try evaluate("NegativeLogLikelihoodLoss", [logarithm, targets()])[0]
    let results = try evaluate("SoftmaxCrossEntropyLoss", [scores(), targets()], outputs: 2)
    #expect(results[0].floats == expected.floats && results[1].floats == logarithm.floats)
    #expect(try evaluate("SoftmaxCrossEntropyLoss", [scores(), targets()]).count == 1)
  }

  @Test("a target that is no class is refused unless it is ignored")
  func outside() throws {
    let targets = try Tensor.ints([0, 1, -7, 2], [2, 2])
    #expect(throws: OperatorError.self) { try evaluate("NegativeLogLikelihoodLoss", [scores(), targets]) }
    let y = try evaluate("NegativeLogLikelihoodLoss", [scores(), targets], ["ignore_index": .int(-7)])[0]
    #expect(y.floats == [14 / 3])
  }

  @Test("targets, weights and reductions that do not fit are refused")
  func refused() throws {
    let name = "SoftmaxCrossEntropyLoss"
    #expect(throws: OperatorError.self) { try evaluate(name, [scores(), .ints([0, 1])]) }
    #expect(throws: OperatorError.self) { try evaluate(name, [scores(), targets(), .floats([1, 2])]) }
    #expect(throws: OperatorError.self) { try evaluate(name, [scores(), targets()], ["reduction": .text("max")]) }
    #expect(throws: OperatorError.self) { try evaluate(name, [.floats([1, 2]), .ints([0, 1])]) }
  }
}
