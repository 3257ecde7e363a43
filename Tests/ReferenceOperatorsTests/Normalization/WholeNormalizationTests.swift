import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Normalizations without weights")
struct WholeNormalizationTests {
  @Test("LpNormalization divides by the norm along the axis, and leaves zeros")
  func norm() throws {
    let x = try Tensor.floats([3, 0, -4, 0], [2, 2])
    #expect(try evaluate("LpNormalization", [x], ["axis": .int(0)])[0].floats == [0.6, 0, -0.8, 0])
    #expect(
      try evaluate("LpNormalization", [x], ["axis": .int(0), "p": .int(1)])[0].floats == [3 / 7, 0, -4 / 7, 0])
    #expect(try evaluate("LpNormalization", [x])[0].floats == [1, 0, -1, 0])
    #expect(throws: OperatorError.self) { try evaluate("LpNormalization", [x], ["axis": .int(2)]) }
  }

  @Test("MeanVarianceNormalization brings the named axes to mean 0 and deviation 1")
  func meanVariance() throws {
    let x = try Tensor.floats([1, 3, 10, 30], [1, 2, 2, 1])
    #expect(try evaluate("MeanVarianceNormalization", [x])[0].floats == [-1, 1, -1, 1])
    let first = try evaluate(
      "MeanVarianceNormalization", [.floats([1, 10, 3, 30], [2, 2])], ["axes": .list([0])])[0]
    #expect(first.floats == [-1, -1, 1, 1])
    #expect(throws: OperatorError.self) { try evaluate("MeanVarianceNormalization", [.floats([1, 2])]) }
  }
}
