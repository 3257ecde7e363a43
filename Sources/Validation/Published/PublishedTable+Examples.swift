import Hardware
import Workload

extension PublishedTable {
  /// The examples of STONNE's documentation and issue tracker.
  static let examples = PublishedTable(
    title: "STONNE's examples",
    notes: """
      The command lines of STONNE's README and of its issue 32, and the README's convolution with larger batches. \
      Sparse operands are STONNE's own: the C library's unseeded rand(), with one percent more zeros than asked for.
      """,
    runs: [
      PublishedRun(
        "README, GEMM", .denseGEMM(square),
        on: .maeri(256, distribution: 64, collection: 64, accumulationBuffer: false),
        tile: .given(Tile(m: 2, n: 1, k: 64)), PublishedFigures(paper: 6_200, stonne: 6_200)),
      convolution(batch: 1, cycles: PublishedFigures(paper: 20_478, stonne: 20_478)),
      convolution(batch: 2, cycles: PublishedFigures(stonne: 40_566)),
      convolution(batch: 4, cycles: PublishedFigures(stonne: 80_742)),
      PublishedRun(
        "README, SparseGEMM", .sparseGEMM(square, SparseGEMMOptions(dataflow: .leftStationary)),
        on: .sigma(128, bandwidth: 64), operands: .random(leftSparsity: 80, rightSparsity: 10),
        PublishedFigures(paper: 538, stonne: 538)),
      PublishedRun(
        "README, SparseDense", .sparseDense(square), on: .magma(128, bandwidth: 64),
        tile: .given(Tile(m: 1, n: 4, k: 32)), operands: .random(leftSparsity: 80, rightSparsity: 0),
        PublishedFigures(paper: 720, stonne: 720)),
      PublishedRun(
        "README, TPU", .denseGEMM(MatrixShape(m: 4, n: 4, k: 16)), on: .mesh(4, distribution: 8, collection: 16),
        tile: .given(Tile(m: 1, n: 4, k: 1)), PublishedFigures(paper: 92, stonne: 92)),
      PublishedRun(
        "issue 32", .denseGEMM(MatrixShape(m: 5, n: 2, k: 2)), on: .mesh(4, distribution: 8, collection: 16),
        tile: .given(Tile(m: 4, n: 4, k: 1)), PublishedFigures(paper: 18, stonne: 18)),
    ])

  private static let square = MatrixShape(m: 20, n: 20, k: 256)

  private static func convolution(batch: Int, cycles: PublishedFigures) -> PublishedRun {
    PublishedRun(
      batch == 1 ? "README, CONV" : "the same, batch of \(batch)",
      .convolution(ConvolutionShape(r: 3, s: 3, c: 6, k: 6, n: batch, x: 20, y: 20)),
      on: .maeri(64, distribution: 8, collection: 8, accumulationBuffer: false),
      tile: .given(Tile(r: 3, s: 3, x: 3)), cycles)
  }
}
