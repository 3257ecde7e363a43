import Sparsity
import Tensors
import Testing

@Suite struct PrunableWeightTests {
  private let layout = WeightLayout.featureRows(features: 1, depth: 4)

  private func prunedTensor(_ tensor: Tensor) throws -> Tensor {
    var weight = try #require(PrunableWeight(tensor, layout: layout))
    MagnitudePruning().prune(&weight, to: try PruningRatio(0.5))
    return weight.tensor()
  }

  @Test("a pruned weight keeps its type and its other values")
  func types() throws {
    let shape = try Shape([4])
    let halves: [Float16] = [0.1, -3, 2, 0.5]
    #expect(try prunedTensor(Tensor(shape, halves)).elements(as: Float16.self) == [0, -3, 2, 0])
    let doubles: [Double] = [0.1, -1 / 3, 2, 0.25]
    #expect(try prunedTensor(Tensor(shape, doubles)).elements(as: Double.self) == [0, -1 / 3, 2, 0])
    let brains = [Float(0.1), -3, 2, 0.5].map { BFloat16($0) }
    #expect(
      try prunedTensor(Tensor(shape, brains)).elements(as: BFloat16.self).map { Float($0) } == [0, -3, 2, 0])
  }

  @Test("the tensor that a weight was made from does not change")
  func valueSemantics() throws {
    let tensor = try Tensor(Shape([4]), [Float(1), 2, 3, 4])
    #expect(try prunedTensor(tensor).elements(as: Float.self) == [0, 0, 3, 4])
    #expect(tensor.elements(as: Float.self) == [1, 2, 3, 4])
  }

  @Test("integers and layouts of another size are no weights")
  func refused() throws {
    #expect(PrunableWeight(try Tensor(Shape([4]), [Int32(1), 2, 3, 4]), layout: layout) == nil)
    #expect(PrunableWeight(try Tensor(Shape([2]), [Float(1), 2]), layout: layout) == nil)
  }
}
