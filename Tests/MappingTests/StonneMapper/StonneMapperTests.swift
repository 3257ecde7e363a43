import Foundation
import Mapping
import TestSupport
import Testing
import Workload

@Suite("STONNE mapper")
struct StonneMapperTests {
  private static let rows = (try? CSVFixture("Fixtures/dense.csv", in: .module).rows) ?? []

  @Test("dense GEMMs get the tile that STONNE chooses", arguments: rows.filter { $0["generator"] != "mrna" })
  func dense(_ row: CSVFixture.Row) throws {
    let shape = MatrixShape(m: row.integer("M"), n: row.integer("N"), k: row.integer("K"))
    let best = try #require(StonneMapper(multipliers: row.integer("num_ms")).best(for: shape))
    #expect(best.tile == Tile(m: row.integer("T_M"), n: row.integer("T_N"), k: row.integer("T_K")))
  }

  @Test("all recorded choices are there")
  func count() { #expect(Self.rows.count == 158) }

  @Test("the report of the worked example has its count of kept tiles and its scores")
  func report() throws {
    let mapper = StonneMapper(multipliers: 256)
    let shape = MatrixShape(m: 98, n: 57, k: 141)
    let candidates = mapper.candidates(for: shape)
    #expect(candidates.count == 114)
    #expect(candidates.first?.tile == Tile(m: 1, n: 1, k: 2))
    guard case .heuristic(let utilization, let edges, let value) = try #require(mapper.best(for: shape)).judgement
    else { return #expect(Bool(false), "scores") }
    #expect(utilization == 1)
    #expect(abs(edges - 0.956597) < 5e-7)
    #expect(abs(value - 2.01557) < 5e-6)
  }

  @Test("every candidate fits the array and the layer, and none is kept twice", arguments: [2, 16, 512])
  func bounds(_ multipliers: Int) {
    for (m, n, k) in [(1, 1, 1), (7, 3, 5), (100, 1, 64), (1, 1, 1_000_000)] {
      let candidates = StonneMapper(multipliers: multipliers).candidates(for: MatrixShape(m: m, n: n, k: k))
      #expect(!candidates.isEmpty)
      #expect(Set(candidates.map(\.tile)).count == candidates.count)
      for tile in candidates.map(\.tile) {
        #expect(tile.virtualNeurons * tile.virtualNeuronSize <= multipliers)
        #expect(tile.x <= m && tile.k <= n && tile.s <= k)
      }
    }
  }
}
