import Sparsity
import Tensors
import Testing

@Suite struct MagnitudeCutTests {
  private let special: [Float] = [
    0, -0.0, .leastNonzeroMagnitude, -.leastNormalMagnitude, 1, -1, .infinity, -.infinity, .nan, -.nan,
  ]

  private func pruned(_ elements: [Float], _ ratio: Double, _ method: any PruningMethod) throws -> PrunableWeight {
    var weights = [try weight(elements, features: 2)]
    method.prune(&weights, to: try PruningRatio(ratio))
    return weights[0]
  }

  @Test("the rows of a cut weight are those of the weight without what was cut", arguments: UInt64(1)...8)
  func rows(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let elements = special + randomElements(22, seed: seed, distinctMagnitudes: 12)
    for method in [MagnitudePruning(), GlobalMagnitudePruning()] as [any PruningMethod] {
      for ratio in [0, 0.1, 0.5, 0.9, Double(random.nextUnit())] {
        let pruned = try pruned(elements, ratio, method)
        let dense = pruned.tensor().elements(as: Float.self)
        #expect(pruned.zeroCount() == dense.count { $0 == 0 }, "seed \(seed), \(ratio)")
        guard let cut = pruned.cut else {
          #expect(dense.map(\.bitPattern) == elements.map(\.bitPattern), "seed \(seed), \(ratio)")
          continue
        }
        for minimum in [1, 3] {
          let rows = cut.values.withFloatsInPlace {
            CompressedSparseRows($0, rows: 2, columns: 16, minimumElements: minimum, bound: cut.bound)
          }
          let expected = CompressedSparseRows(dense: dense, rows: 2, columns: 16, minimumElements: minimum)
          #expect(rows.columnIndices == expected.columnIndices && rows.rowPointers == expected.rowPointers)
          #expect(rows.values.map(\.bitPattern) == expected.values.map(\.bitPattern), "seed \(seed), \(ratio)")
        }
      }
    }
  }

  @Test("a weight that lies at an odd address of a file is pruned like any other")
  func misaligned() throws {
    let elements = randomElements(37, seed: 4)
    let memory = TensorBytes(uninitializedCount: 37 * 4 + 1)
    let odd = UnsafeMutableRawBufferPointer(start: memory.base + 1, count: 37 * 4)
    elements.withUnsafeBytes { odd.copyMemory(from: $0) }
    let tensor = try Tensor(
      .float32, Shape([1, 37]), bytes: TensorBytes(borrowing: UnsafeRawBufferPointer(odd), from: memory))
    var pruned = try #require(PrunableWeight(tensor, layout: .featureRows(features: 1, depth: 37)))
    var even = try weight(elements)
    MagnitudePruning().prune(&pruned, to: try PruningRatio(0.6))
    MagnitudePruning().prune(&even, to: try PruningRatio(0.6))
    #expect(pruned.tensor().elements(as: Float.self) == even.tensor().elements(as: Float.self))
    #expect(pruned.zeroCount() == even.zeroCount() && pruned.zeroCount() == 22)
  }
}
