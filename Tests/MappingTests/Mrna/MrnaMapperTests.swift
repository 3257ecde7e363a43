import Foundation
import Mapping
import TestSupport
import Testing
import Workload

@Suite("mRNA mapper")
struct MrnaMapperTests {
  private static let convolutions = (try? CSVFixture("Fixtures/convolution.csv", in: .module).rows) ?? []
  private static let products = ((try? CSVFixture("Fixtures/dense.csv", in: .module).rows) ?? [])
    .filter { $0["generator"] == "mrna" }

  @Test("convolutions get the tile that STONNE chooses for each target, or none", arguments: convolutions)
  func recorded(_ row: CSVFixture.Row) throws {
    let shape = ConvolutionShape(
      r: row.integer("R"), s: row.integer("S"), c: row.integer("C"), k: row.integer("K"), g: row.integer("G"),
      x: row.integer("X"), y: row.integer("Y"), stride: row.integer("stride"))
    let target = try #require(TileTarget(rawValue: row["target"]))
    let mapper = MrnaMapper(multipliers: row.integer("num_ms"), bandwidth: row.integer("dn_bw"))
    let expected =
      row["T_R"].isEmpty
      ? nil
      : Tile(r: row.integer("T_R"), s: row.integer("T_S"), c: row.integer("T_C"), k: row.integer("T_K"))
    #expect(mapper.best(for: shape, target: target)?.tile == expected)
  }

  @Test("GEMMs get the tile that STONNE chooses", arguments: products)
  func gemms(_ row: CSVFixture.Row) {
    let shape = MatrixShape(m: row.integer("M"), n: row.integer("N"), k: row.integer("K"))
    let best = MrnaMapper(multipliers: row.integer("num_ms"), bandwidth: 4).best(for: shape)
    #expect(best.tile == Tile(m: row.integer("T_M"), n: row.integer("T_N"), k: row.integer("T_K")))
  }

  @Test("all recorded choices are there")
  func count() {
    #expect(Self.convolutions.count == 202)
    #expect(Self.products.count == 36)
  }

  @Test("the worked example has mRNA's cycles and energies")
  func workedExample() {
    let shape = ConvolutionShape(r: 3, s: 3, c: 64, k: 64, x: 10, y: 10)
    let mapper = MrnaMapper(multipliers: 128, bandwidth: 32)
    let candidates = mapper.candidates(for: shape, target: .performance)
    #expect(
      candidates == [
        TileCandidate(Tile(r: 3, s: 3, c: 7, k: 2), .model(cycles: 25688, energy: 25_445_928)),
        TileCandidate(Tile(r: 3, s: 3, c: 2, k: 7), .model(cycles: 25856, energy: 27_041_792)),
        TileCandidate(Tile(r: 3, s: 3, c: 1, k: 14), .model(cycles: 29952, energy: 33_304_064)),
        TileCandidate(Tile(r: 3, s: 3, c: 14, k: 1), .model(cycles: 48016, energy: 28_680_600)),
      ])
    #expect(mapper.best(for: shape, target: .energy)?.tile == Tile(r: 3, s: 3, c: 7, k: 2))
    #expect(mapper.best(for: shape, target: .energyEfficiency)?.tile == Tile(r: 3, s: 3, c: 7, k: 2))
  }

  @Test("layers beyond 2^31 products are mapped, not trapped on")
  func hugeLayers() {
    let shape = ConvolutionShape(r: 3, s: 3, c: 1 << 14, k: 1 << 14, x: 4000, y: 4000)
    for target in TileTarget.allCases {
      #expect(MrnaMapper(multipliers: 256, bandwidth: 64).best(for: shape, target: target) != nil)
    }
  }
}
