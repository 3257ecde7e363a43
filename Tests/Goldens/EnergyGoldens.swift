import CycleSimulator
import Hardware
import Reports
import Testing
import Workload

/// What STONNE's energy script prints for the `.counters` files of dense runs: simulated here, written, read and
/// weighed again, to the last digit.
@Suite("Recorded energies")
struct EnergyGoldens {
  struct Run: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var hardware: HardwareConfiguration
    var layer: Layer
    var tile: Tile
    /// Area, static energy, dynamic energy and their sum, as printed.
    var printed: [Double]
  }

  private static func tree(
    _ multipliers: Int, _ bandwidth: Int, buffer: Int,
    _ reduction: HardwareConfiguration.ReduceNetwork = .augmentedTree
  ) -> HardwareConfiguration {
    HardwareConfiguration(
      multipliers: multipliers, reduceNetwork: reduction, accumulationBuffer: buffer,
      distributionBandwidth: bandwidth, collectionBandwidth: bandwidth)
  }

  private static func mesh(_ side: Int, _ distribution: Int, _ collection: Int) -> HardwareConfiguration {
    HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: side, columns: side,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: distribution,
      collectionBandwidth: collection)
  }

  private static let convolution = Layer.convolution(ConvolutionShape(r: 3, s: 3, c: 6, k: 6, x: 20, y: 20))
  private static let product = Layer.denseGEMM(MatrixShape(m: 20, n: 20, k: 256))

  static let runs = [
    Run(
      testDescription: "CONV, tree", hardware: tree(64, 8, buffer: 0), layer: convolution,
      tile: Tile(r: 3, s: 3, x: 3),
      printed: [256091.56800000035, 4443.787434000008, 18404.486986148997, 22848.274420149006]),
    Run(
      testDescription: "CONV, buffer", hardware: tree(64, 8, buffer: 1), layer: convolution,
      tile: Tile(r: 3, s: 3, x: 3),
      printed: [323414.37600000144, 2931.712835999997, 16379.069919263988, 19310.782755263986]),
    Run(
      testDescription: "CONV, folding tree", hardware: tree(64, 8, buffer: 0, .foldingTree), layer: convolution,
      tile: Tile(r: 3, s: 3, x: 3),
      printed: [257765.62400000074, 2054.4122160000056, 16379.069919263991, 18433.482135263996]),
    Run(
      testDescription: "GEMM, buffer", hardware: tree(256, 64, buffer: 1), layer: product,
      tile: Tile(m: 2, n: 1, k: 64),
      printed: [951940.719999981, 4566.457720000092, 26068.99482319985, 30635.452543199943]),
    Run(
      testDescription: "GEMM, tree", hardware: tree(256, 64, buffer: 0), layer: product,
      tile: Tile(m: 2, n: 1, k: 64),
      printed: [679443.640000001, 5190.658600000052, 26152.08780269286, 31342.74640269291]),
    Run(
      testDescription: "GEMM, mesh of 4 x 4", hardware: mesh(4, 8, 16),
      layer: .denseGEMM(MatrixShape(m: 4, n: 4, k: 16)), tile: Tile(m: 1, n: 4, k: 1),
      printed: [149369.8959999992, 5.520367999999999, 44.91840207999999, 50.43877007999999]),
    Run(
      testDescription: "GEMM, mesh of 16 x 16", hardware: mesh(16, 32, 256),
      layer: .denseGEMM(MatrixShape(m: 32, n: 32, k: 32)), tile: Tile(m: 16, n: 16, k: 1),
      printed: [654602.3759999871, 216.69515200000325, 4177.912989696204, 4394.608141696207]),
  ]

  @Test("area and energies have the digits that STONNE's script prints", arguments: runs)
  func digits(_ run: Run) throws {
    let result = try simulate(run.layer, on: run.hardware, tile: run.tile)
    let files = StonneFiles(
      hardware: run.hardware, layer: run.layer, tile: run.tile, statistics: result.statistics)
    let counters = try CountersFile(text: Array(files.counters.utf8), path: "recorded.counters")
    let totals = try EnergyReport(counters.activity, cycles: counters.cycles).totals
    #expect([totals.area, totals.staticEnergy, totals.dynamicEnergy, totals.energy] == run.printed)
  }
}
