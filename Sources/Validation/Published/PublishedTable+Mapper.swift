import Hardware
import Workload

extension PublishedTable {
  /// The layers that STONNE's test suite holds its mapper against.
  static let mapper = PublishedTable(
    title: "STONNE's mapper (its test suite)",
    notes: """
      Dense products of STONNE's own tests of its mapper: under "Paper" the cycles of the best tile that the tests \
      name, under "STONNE today" those of the tile that its mapper chooses, which is chosen here by the same rules. \
      Where the two are not the same tile the best one follows in a row of its own.
      """,
    runs: [
      mapped("Basic1", (16, 8, 8), (16, 16, 16), PublishedFigures(paper: 560, stonne: 560)),
      mapped("Basic2", (16, 8, 8), (32, 8, 16), PublishedFigures(paper: 536, stonne: 536)),
      mapped("Basic3", (16, 8, 8), (7, 7, 7), PublishedFigures(paper: 72, stonne: 80)),
      best("Basic3, best tile", (16, 8, 8), (7, 7, 7), Tile(m: 1, n: 8, k: 2), 72),
      mapped("Pow1", (256, 256, 256), (128, 256, 32), PublishedFigures(paper: 4_150, stonne: 4_150)),
      mapped("Pow2", (128, 128, 64), (128, 8, 128), PublishedFigures(paper: 1_042, stonne: 1_042)),
      mapped("Pow3", (64, 64, 64), (16, 64, 128), PublishedFigures(paper: 2_194, stonne: 2_194)),
      mapped("Random1", (256, 256, 64), (116, 317, 32), PublishedFigures(paper: 4_735, stonne: 4_735)),
      mapped("Random2", (256, 256, 64), (116, 347, 32), PublishedFigures(paper: 5_269, stonne: 5_390)),
      best("Random2, best tile", (256, 256, 64), (116, 347, 32), Tile(m: 1, n: 32, k: 8), 5_269),
      mapped("Random3", (256, 256, 64), (116, 333, 32), PublishedFigures(paper: 5_145, stonne: 5_145)),
    ])

  /// Multipliers, distribution and collection bandwidth.
  private typealias Array = (multipliers: Int, distribution: Int, collection: Int)
  private typealias Extents = (m: Int, n: Int, k: Int)

  private static func mapped(
    _ name: String, _ array: Array, _ extents: Extents, _ figures: PublishedFigures
  ) -> PublishedRun {
    run(name, array, extents, .mapped, figures)
  }

  private static func best(
    _ name: String, _ array: Array, _ extents: Extents, _ tile: Tile, _ cycles: Int
  ) -> PublishedRun {
    run(name, array, extents, .given(tile), PublishedFigures(paper: cycles, stonne: cycles))
  }

  private static func run(
    _ name: String, _ array: Array, _ extents: Extents, _ tile: PublishedRun.TileRule, _ figures: PublishedFigures
  ) -> PublishedRun {
    let machine = HardwareConfiguration.maeri(
      array.multipliers, distribution: array.distribution, collection: array.collection, accumulationBuffer: true)
    let shape = MatrixShape(m: extents.m, n: extents.n, k: extents.k)
    return PublishedRun(name, .denseGEMM(shape), on: machine, tile: tile, figures)
  }
}
