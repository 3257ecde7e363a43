import Hardware
import Mapping
import Testing
import Workload

@Suite("Search memory")
struct SearchMemoryTests {
  private let maeri = HardwareConfiguration(
    multipliers: 16, accumulationBuffer: 1, distributionBandwidth: 4, collectionBandwidth: 4)
  private let layer = Layer.denseGEMM(MatrixShape(m: 5, n: 6, k: 8))

  private func search(_ memory: SearchMemory, target: TileTarget = .performance, wanted: Int = 1) -> TileSearch? {
    MapperChoice(on: maeri, memory: memory).search(for: layer, target: target, wanted: wanted)
  }

  @Test("what was found and proven is found again, by what it depends on")
  func remembers() throws {
    let memory = SearchMemory()
    let found = try #require(search(memory))
    _ = search(memory, target: .energy)
    #expect(memory.proven.count == 2)
    let later = SearchMemory(earlier: memory.proven)
    #expect(search(later) == found)
    #expect(later.rejected == 0)
    #expect(later.proven == memory.proven)
    // More of the best are wanted than are known.
    #expect(try #require(search(later, wanted: 3)).candidates.count >= 3)
  }

  @Test("a tile that cannot run, or does not cost what is claimed, is searched for again")
  func confirms() throws {
    let memory = SearchMemory()
    let found = try #require(search(memory))
    let (key, entry) = try #require(memory.proven.first)
    guard case .simulated(let cycles, let energy, let multiplications) = found.candidates[0].judgement else {
      return
    }
    let claims: [(Tile, Int)] = [
      (found.candidates[0].tile, cycles - 1), (Tile(m: 5, n: 6, k: 8), cycles), (Tile(m: 0, n: 1, k: 1), cycles),
      (Tile(m: .max, n: .max, k: 2), cycles),
    ]
    for (tile, claimed) in claims {
      var search = entry.search
      search.candidates = [
        TileCandidate(tile, .simulated(cycles: claimed, energy: energy, multiplications: multiplications))
      ]
      let wrong = SearchMemory(earlier: [key: .init(search, wanted: 1)])
      #expect(self.search(wrong) == found)
      #expect(wrong.rejected == 1)
      #expect(wrong.proven == memory.proven)
    }
  }
}
