import Hardware
import Testing
import Validation
import Workload

@Suite struct ValidationRowTests {
  /// A mesh of 4 x 4 on a product of 5 x 2 x 2: 18 cycles (STONNE, issue 32).
  private func run(_ figures: PublishedFigures, tile: PublishedRun.TileRule) -> PublishedRun {
    let mesh = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 4, columns: 4,
      reduceNetwork: .temporal,
      accumulationBuffer: 1, distributionBandwidth: 8, collectionBandwidth: 16)
    return PublishedRun(
      "mesh", .denseGEMM(MatrixShape(m: 5, n: 2, k: 2)), on: mesh, tile: tile, figures)
  }

  private let tile = PublishedRun.TileRule.given(Tile(m: 4, n: 4, k: 1))

  @Test("a run with STONNE's cycles is equal")
  func equal() {
    let row = ValidationRow(running: run(PublishedFigures(paper: 20, stonne: 18), tile: tile))
    #expect(row.cycles == 18)
    #expect(row.verdict == .equal)
    #expect(row.deviation == -0.1)
  }

  @Test("a run one cycle off STONNE's differs, whatever the paper says", arguments: [17, 19])
  func changedNumber(stonne: Int) {
    let row = ValidationRow(running: run(PublishedFigures(paper: 18, stonne: stonne), tile: tile))
    #expect(row.verdict == .differs)
  }

  @Test("a run that STONNE has no figure for is informative, however far off the paper")
  func informative() {
    let row = ValidationRow(running: run(PublishedFigures(paper: 9), tile: tile))
    #expect(row.verdict == .informative)
    #expect(row.deviation == 1)
  }

  @Test("a run that only a publication has a figure for is as published where it meets that")
  func asPublished() {
    let row = ValidationRow(running: run(PublishedFigures(paper: 18), tile: tile))
    #expect(row.verdict == .asPublished)
  }

  @Test("the deviation is from the hardware where that was measured")
  func deviationFromHardware() {
    let row = ValidationRow(
      run(PublishedFigures(hardware: 10, paper: 18, stonne: 18), tile: tile), .ran(cycles: 18, tile: nil))
    #expect(row.deviation == 0.8)
  }

  @Test("a run that is refused here though STONNE runs it differs")
  func refused() throws {
    let row = ValidationRow(running: run(PublishedFigures(stonne: 18), tile: .none))
    #expect(row.cycles == nil)
    #expect(row.verdict == .differs)
    guard case .refused(let reason) = row.outcome else {
      Issue.record("ran without a tile")
      return
    }
    #expect(reason.contains("needs a tile"))
  }
}
