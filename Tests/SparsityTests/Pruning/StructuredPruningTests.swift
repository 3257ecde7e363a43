import Sparsity
import Tensors
import Testing

@Suite struct StructuredPruningTests {
  private func pruned(_ weight: PrunableWeight, _ method: String, ratio: Double) throws -> [Float] {
    var weights = [weight]
    try PruningMethods.parse(method).prune(&weights, to: PruningRatio(ratio))
    return weights[0].withElements { Array($0) }
  }

  @Test("a global threshold takes more from layers of small weights")
  func global() throws {
    var weights = [try weight([1, 2, 3, 4]), try weight([5, 6, 7, 8])]
    GlobalMagnitudePruning().prune(&weights, to: try PruningRatio(0.5))
    #expect(weights.map { $0.withElements { Array($0) } } == [[0, 0, 0, 0], [5, 6, 7, 8]])
    GlobalMagnitudePruning().prune(&weights, to: try PruningRatio(1))
    #expect(weights.allSatisfy { $0.sparsity == 1 })
  }

  @Test("2:4 keeps the two largest of every four along the reduction")
  func twoOfFour() throws {
    let rows = try weight([1, -4, 3, 2, 5, 5, 5, 5, 9, 8, 7, 0], features: 1)
    #expect(try pruned(rows, "2:4", ratio: 0.5) == [0, -4, 3, 0, 5, 5, 0, 0, 9, 8, 0, 0])
  }

  @Test("2:4 counts along the reduction where features are columns")
  func twoOfFourColumns() throws {
    let tensor = try Tensor(Shape([4, 2]), [Float(1), 8, 2, 7, 3, 6, 4, 5])
    let columns = try #require(PrunableWeight(tensor, layout: .featureColumns(features: 2, depth: 4)))
    #expect(try pruned(columns, "2:4", ratio: 0.5) == [0, 8, 0, 7, 3, 0, 4, 0])
  }

  @Test("n:m sets the share of zeros itself, and ratio 0 still means no pruning")
  func implied() throws {
    #expect(try PruningMethods.parse("2:4").impliedRatio?.value == 0.5)
    #expect(try pruned(weight([1, 2, 3, 4]), "1:4", ratio: 0) == [1, 2, 3, 4])
  }

  @Test("blocks of the smallest mean magnitude are cleared, edges included")
  func blocks() throws {
    let elements: [Float] = [
      9, 9, 1,
      9, 9, 1,
      2, 2, 5,
    ]
    let expected: [Float] = [
      9, 9, 0,
      9, 9, 0,
      0, 0, 5,
    ]
    #expect(try pruned(weight(elements, features: 3), "block:2x2", ratio: 0.5) == expected)
  }

  @Test("blocks larger than the matrix are one block")
  func hugeBlock() throws {
    let method = "block:\(Int.max)x\(Int.max)"
    #expect(try pruned(weight([1, 2, 3, 4], features: 2), method, ratio: 0.9) == [1, 2, 3, 4])
    #expect(try pruned(weight([1, 2, 3, 4], features: 2), method, ratio: 1) == [0, 0, 0, 0])
  }

  @Test("whole channels are cleared, weakest first")
  func channels() throws {
    #expect(try pruned(weight([5, 0, 1, 1, 3, 3], features: 3), "channel", ratio: 0.4) == [5, 0, 0, 0, 3, 3])
    let tensor = try Tensor(Shape([2, 3]), [Float(5), 1, 3, 0, 1, 3])
    let columns = try #require(PrunableWeight(tensor, layout: .featureColumns(features: 3, depth: 2)))
    #expect(try pruned(columns, "channel", ratio: 0.4) == [5, 0, 3, 0, 0, 3])
  }
}
