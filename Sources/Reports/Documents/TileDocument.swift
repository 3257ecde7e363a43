import Workload

/// A tile under the names of STONNE's tile files and flags, with the sizes that its layer has.
package struct TileDocument: Codable, Sendable, Equatable {
  package var sizes: [String: Int]

  package init(_ tile: Tile, of layer: Layer) {
    switch layer {
    case .convolution:
      sizes = [
        "T_R": tile.r, "T_S": tile.s, "T_C": tile.c, "T_K": tile.k, "T_G": tile.g, "T_N": tile.n,
        "T_X'": tile.x, "T_Y'": tile.y,
      ]
    case .denseGEMM: sizes = ["T_M": tile.x, "T_N": tile.k, "T_K": tile.s]
    case .sparseGEMM: sizes = [:]
    case .sparseDense: sizes = ["T_N": tile.k, "T_K": tile.s]
    }
  }

  package init(from decoder: any Decoder) throws {
    sizes = try decoder.singleValueContainer().decode([String: Int].self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sizes)
  }

  /// For tables: the sizes above 1, `R3 S3 C7 K4`; `1` where there are none.
  package var summary: String {
    let order = ["T_R", "T_S", "T_C", "T_M", "T_K", "T_G", "T_N", "T_X'", "T_Y'"]
    let parts = order.compactMap { name -> String? in
      guard let size = sizes[name], size > 1 else { return nil }
      return name.dropFirst(2) + String(size)
    }
    return parts.isEmpty ? "1" : parts.joined(separator: " ")
  }
}
