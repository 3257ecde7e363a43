import Workload

extension RecordedRun {
  /// The shape and the tile that the options of a matrix product give.
  func matrixProduct() throws -> (MatrixShape, Tile) {
    let shape = MatrixShape(
      m: try number("M", default: 1), n: try number("N", default: 1), k: try number("K", default: 3))
    let tile = Tile(
      m: try number("T_M", default: 1), n: try number("T_N", default: 1), k: try number("T_K", default: 1))
    return (shape, tile)
  }
}
