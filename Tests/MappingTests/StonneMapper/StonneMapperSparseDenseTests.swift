import Foundation
import Mapping
import TestSupport
import Testing
import Workload

@Suite("STONNE mapper, SparseDense")
struct StonneMapperSparseDenseTests {
  private static let rows = (try? CSVFixture("Fixtures/sparse_dense.csv", in: .module).rows) ?? []

  @Test("SparseDense layers get the tile that STONNE chooses", arguments: rows)
  func recorded(_ row: CSVFixture.Row) {
    let shape = MatrixShape(m: row.integer("M"), n: row.integer("N"), k: row.integer("K"))
    let sparsity = Float(row.integer("sparsity")) / 100
    let best = StonneMapper(multipliers: row.integer("num_ms")).best(forSparse: shape, sparsity: sparsity)
    #expect(best.tile == Tile(m: 1, n: row.integer("T_N"), k: row.integer("T_K")))
  }

  @Test("all recorded choices are there")
  func count() { #expect(Self.rows.count == 34) }

  @Test("a tile fits the array, the layer's N and its K, at any sparsity")
  func bounds() {
    for multipliers in [2, 4, 16, 64, 1024] {
      for (n, k) in [(1, 1), (1, 7), (5, 3), (100, 1000), (3, 1_000_000)] {
        for percent in 0...100 {
          let tile = StonneMapper(multipliers: multipliers)
            .best(forSparse: MatrixShape(m: 4, n: n, k: k), sparsity: Float(percent) / 100).tile
          #expect((1...n).contains(tile.k) && (1...k).contains(tile.s))
          #expect(tile.k * tile.s <= multipliers)
        }
      }
    }
  }
}
