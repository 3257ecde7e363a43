extension Tile {
  /// The text of a tile file that gives a layer this tile; `nil` for a SparseGEMM, which takes none.
  package func fileText(for layer: Layer) -> String? {
    switch layer {
    case .convolution:
      """
      tile_type="CONV"
      T_R=\(r)
      T_S=\(s)
      T_C=\(c)
      T_K=\(k)
      T_G=\(g)
      T_N=\(n)
      T_X'=\(x)
      T_Y'=\(y)

      """
    case .denseGEMM: "tile_type=\"FC\"\nT_S=\(s)\nT_K=\(k)\nT_N=\(x)\n"
    case .sparseDense: "tile_type=\"FC\"\nT_S=\(s)\nT_K=1\nT_N=\(k)\n"
    case .sparseGEMM: nil
    }
  }
}
