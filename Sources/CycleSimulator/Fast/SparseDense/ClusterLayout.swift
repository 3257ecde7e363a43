import Hardware
import Workload

/// How SparseDense lays a row of A on the array (MAGMA_SPARSE_DENSE): T_N clusters of T_K multipliers, all with
/// the same weights, each cluster with another column of B. A row with more elements than lanes comes in folds.
struct ClusterLayout {
  /// Multipliers of a cluster (T_K): elements of A at a time.
  let lanes: Int
  /// Clusters (T_N): columns of B at a time.
  let clusters: Int
  /// Groups of columns that a row meets one after the other.
  let columnTiles: Int

  init(_ shape: MatrixShape, tile: Tile) {
    lanes = tile.s
    clusters = tile.k
    columnTiles = (shape.n - 1) / tile.k + 1
  }

  /// Multipliers in use, from the first on.
  var used: Int { lanes * clusters }

  /// Folds of a row with `elements` non-zeros.
  func folds(elements: Int) -> Int { (elements - 1) / lanes + 1 }

  /// Partial sums of each cluster in a row of `folds` folds.
  func sums(folds: Int) -> Int { columnTiles * folds }
}
