/// Who chose a layer's tile.
package enum TileSource: String, Sendable {
  case file, stonne, mrna, optimal
  /// The mesh's own rule: as many rows and columns as there are.
  case mesh
}
