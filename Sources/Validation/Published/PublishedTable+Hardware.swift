import Hardware
import Workload

extension PublishedTable {
  /// STONNE's validation against RTL (Muñoz-Martínez et al., IISWC 2021).
  static let againstHardware = PublishedTable(
    title: "STONNE against RTL (IISWC 2021)",
    notes: """
      Muñoz-Martínez, Abellán, Acacio and Krishna, "STONNE: Enabling Cycle-Level Microarchitectural Simulation \
      for DNN Inference Accelerators", IISWC 2021: cycles of the accelerators' RTL and of the STONNE of that time. \
      The MAERI rows are 3 x 3 convolutions with as many filters as channels, for which the paper states neither the \
      array nor the tiles; of 64 machines tried, each with its best tiles of nine-multiplier virtual neurons, the \
      one given here comes nearest, and within the paper's own 3.1 % of the RTL. The SIGMA rows are run on operands without zeros, KN stationary; the paper does not state the array, and on \
      those given here STONNE as it stands today comes within 1.4 % of it. STONNE's mesh takes one cycle more than the RTL in each tile.
      """,
    runs: maeriAgainstHardware + sigmaAgainstHardware + meshAgainstHardware)

  private static let maeriAgainstHardware = [
    maeri("MAERI-1", channels: 6, edge: 7, Tile(r: 3, s: 3, y: 5), hardware: 1_338, paper: 1_381),
    maeri("MAERI-2", channels: 20, edge: 7, Tile(r: 3, s: 3, y: 5), hardware: 16_120, paper: 16_081),
    maeri("MAERI-3", channels: 6, edge: 22, Tile(r: 3, s: 3, x: 3), hardware: 26_178, paper: 26_581),
  ]

  private static let sigmaAgainstHardware = [
    sigma("SIGMA-1", MatrixShape(m: 64, n: 128, k: 32), hardware: 2_321, paper: 2_304, stonne: 2_272),
    sigma("SIGMA-2", MatrixShape(m: 256, n: 64, k: 64), hardware: 8_594, paper: 8_448, stonne: 8_416),
    sigma("SIGMA-3", MatrixShape(m: 256, n: 128, k: 64), hardware: 17_192, paper: 16_896, stonne: 16_832),
    sigma(
      "SIGMA-4", MatrixShape(m: 128, n: 1, k: 64), multipliers: 128, hardware: 139, paper: 138, stonne: 138),
  ]

  private static let meshAgainstHardware = [
    mesh("TPU-1", MatrixShape(m: 16, n: 16, k: 32), hardware: 66, paper: 67, stonne: 67),
    mesh("TPU-2", MatrixShape(m: 16, n: 16, k: 16), hardware: 50, paper: 51, stonne: 51),
    mesh("TPU-3", MatrixShape(m: 32, n: 32, k: 16), hardware: 200, paper: 204, stonne: 204),
    mesh("TPU-4", MatrixShape(m: 64, n: 64, k: 32), hardware: 1_056, paper: 1_072, stonne: 1_072),
  ]

  private static func maeri(
    _ name: String, channels: Int, edge: Int, _ tile: Tile, hardware: Int, paper: Int
  ) -> PublishedRun {
    PublishedRun(
      name, .convolution(ConvolutionShape(r: 3, s: 3, c: channels, k: channels, x: edge, y: edge)),
      on: .maeri(64, distribution: 16, collection: 8, accumulationBuffer: false), tile: .given(tile),
      PublishedFigures(hardware: hardware, paper: paper))
  }

  private static func sigma(
    _ name: String, _ shape: MatrixShape, multipliers: Int = 256, hardware: Int, paper: Int, stonne: Int
  ) -> PublishedRun {
    PublishedRun(
      name, .sparseGEMM(shape, SparseGEMMOptions(dataflow: .rightStationary)),
      on: .sigma(multipliers, bandwidth: 128),
      PublishedFigures(hardware: hardware, paper: paper, stonne: stonne))
  }

  private static func mesh(
    _ name: String, _ shape: MatrixShape, hardware: Int, paper: Int, stonne: Int
  ) -> PublishedRun {
    PublishedRun(
      name, .denseGEMM(shape), on: .mesh(16, distribution: 32, collection: 256),
      tile: .given(Tile(m: 16, n: 16, k: 1)),
      PublishedFigures(hardware: hardware, paper: paper, stonne: stonne))
  }
}
