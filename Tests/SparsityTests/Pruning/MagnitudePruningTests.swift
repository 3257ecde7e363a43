import Sparsity
import Tensors
import Testing

@Suite struct MagnitudePruningTests {
  /// The rule by sorting.
  private func sorted(_ elements: [Float], ratio: Double) -> [Float] {
    if ratio == 1 { return elements.map { _ in 0 } }
    let rank = Int((Double(elements.count) * ratio).rounded(.down))
    let pivot = elements.map(\.magnitude).sorted()[rank]
    return elements.map { $0.magnitude < pivot ? 0 : $0 }
  }

  private func pruned(_ elements: [Float], ratio: Double) throws -> [Float] {
    var weight = try weight(elements)
    MagnitudePruning().prune(&weight, to: try PruningRatio(ratio))
    return weight.withElements { Array($0) }
  }

  @Test("every element below the one of rank floor(n * ratio) is cleared, and no other", arguments: 0..<60)
  func rule(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 1...300, using: &random)
    // Few magnitudes give many ties.
    let elements = randomElements(count, seed: UInt64(seed), distinctMagnitudes: seed % 2 == 0 ? 5 : 1 << 20)
    for ratio in [0, 0.1, 0.29, 0.5, 0.7, 0.99, 1] {
      #expect(try pruned(elements, ratio: ratio) == sorted(elements, ratio: ratio), "seed \(seed), ratio \(ratio)")
    }
  }

  @Test("ties with the pivot stay")
  func ties() throws {
    #expect(try pruned([1, -2, 2, 2, 3], ratio: 0.6) == [0, -2, 2, 2, 3])
    #expect(try pruned([1, 1, 1, 1], ratio: 0.99) == [1, 1, 1, 1])
  }

  @Test("a ratio of 0 keeps and a ratio of 1 clears everything")
  func extremes() throws {
    #expect(try pruned([0.5, -1, 0, 3], ratio: 0) == [0.5, -1, 0, 3])
    #expect(try pruned([0.5, -1, .nan, .infinity], ratio: 1) == [0, 0, 0, 0])
  }

  @Test("NaN counts as the largest magnitude and is never below a pivot")
  func notANumber() throws {
    let half = try pruned([.nan, 1, 2, 3], ratio: 0.5)
    #expect(half[0].isNaN && half[1...] == [0, 0, 3])
    let most = try pruned([.nan, -.nan, 1, 2], ratio: 0.75)
    #expect(most[0].isNaN && most[1].isNaN && most[2...] == [0, 0])
  }

  @Test("an empty weight is left alone") func empty() throws {
    var weight = try weight([])
    MagnitudePruning().prune(&weight, to: try PruningRatio(0.5))
    #expect(weight.sparsity == 0)
  }

  @Test("the sparsity that is reported counts all zeros")
  func sparsity() throws {
    var weight = try weight([0, 1, 2, 3])
    #expect(weight.sparsity == 0.25)
    MagnitudePruning().prune(&weight, to: try PruningRatio(0.5))
    #expect(weight.sparsity == 0.5)
  }

  @Test("a large weight loses the same elements, however its parts are run")
  func parts() throws {
    let count = (1 << 20) + 5
    var serial = try weight(randomElements(count + 1000, seed: 9))
    var parallel = serial
    MagnitudePruning().prune(&serial, to: try PruningRatio(0.8))
    let workers = Workers(count: 3) { count, body in
      for task in (0..<count).reversed() { body(task) }
    }
    MagnitudePruning().prune(&parallel, to: try PruningRatio(0.8), workers: workers)
    #expect(serial.withElements { Array($0) } == parallel.withElements { Array($0) })
    #expect(abs(serial.sparsity - 0.8) < 1e-3)
  }
}
