import Diagnostics
import SettingsFiles

/// A tile file in STONNE's format: sizes for one kind of layer, or the wish to have them generated.
package struct TileFile: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// All eight sizes.
    case convolution = "CONV"
    /// `T_S` inputs, `T_K` output neurons, `T_N` of the batch.
    case fullyConnected = "FC"
  }

  /// What the file asks for.
  package enum Content: Hashable, Sendable {
    case sizes(Tile)
    /// `generate_tile`: a mapper chooses, the sizes of the file do not count.
    case generated(TileTarget, by: TileGenerator)
  }

  package let path: String
  package let kind: Kind
  package let content: Content
  private let kindPlace: SettingsPlace

  /// Reads a file.
  /// - Throws: `FileAccessError`, `SettingsError`, or `MachineFault` where reading fails midway.
  package init(path: String) throws { try self.init(SettingsDocument(path: path)) }

  package init(_ document: SettingsDocument) throws(SettingsError) {
    var reader = document.reader
    let accepted = "\"CONV\" or \"FC\""
    let kind = try reader.required("tile_type", reader.choice("tile_type", of: Kind.self), accepted: accepted)
    let target = try Self.target(&reader)
    let generator = try Self.generator(&reader)
    let sizes = try Self.sizes(&reader)
    try reader.finish()

    self.path = document.file
    self.kind = kind
    self.kindPlace = reader.place(of: "tile_type") ?? reader.place
    if let target {
      content = .generated(target, by: generator)
    } else {
      content = try .sizes(sizes.tile(kind, reader))
    }
  }

  /// What the file asks for, in the letters of a layer.
  ///
  /// STONNE's rules: a convolution takes a CONV tile only; a GEMM takes either kind. Of an FC tile `T_N` goes
  /// over the rows (M), `T_K` over the columns (N) and `T_S` over the reduction (K); a SparseDense layer
  /// takes `T_N` clusters of `T_S` multipliers.
  package func content(for layer: Layer) throws(WorkloadError) -> Content {
    guard case .sizes(let tile) = content else { return content }
    switch (layer, kind) {
    case (.convolution, .fullyConnected):
      throw mismatch(layer, accepted: "tile_type = \"CONV\" with eight sizes")
    case (.sparseDense, .convolution):
      throw mismatch(layer, accepted: "tile_type = \"FC\" with T_S, T_K and T_N")
    case (.sparseDense, .fullyConnected):
      guard tile.k == 1 else { throw .neuronsOfSparseTile(tile.k, place: path) }
      return .sizes(Tile(m: 1, n: tile.x, k: tile.s))
    default: return content
    }
  }

  private func mismatch(_ layer: Layer, accepted: String) -> WorkloadError {
    .tileForAnotherOperation(
      kind: kind, layer: layer.operation, accepted: accepted, place: kindPlace.description)
  }
}

// MARK: - Reading

extension TileFile {
  /// The sizes that a file sets; which ones it has to set depends on its kind.
  private struct Sizes {
    static let keys = ["T_R", "T_S", "T_C", "T_K", "T_G", "T_N", "T_X'", "T_Y'"]
    static let fullyConnectedKeys = ["T_N", "T_S", "T_K"]
    static let range = 1...Int(UInt32.max)
    static let accepted = "an integer from 1 to \(range.upperBound)"

    var values: [String: Int] = [:]

    func tile(_ kind: Kind, _ reader: SettingsReader) throws(SettingsError) -> Tile {
      let needed = kind == .convolution ? Self.keys : Self.fullyConnectedKeys
      var sizes: [String: Int] = [:]
      for key in needed { sizes[key] = try reader.required(key, values[key], accepted: Self.accepted) }
      func size(_ key: String) -> Int { sizes[key] ?? 1 }
      switch kind {
      case .convolution:
        return Tile(
          r: size("T_R"), s: size("T_S"), c: size("T_C"), k: size("T_K"), g: size("T_G"), n: size("T_N"),
          x: size("T_X'"), y: size("T_Y'"))
      case .fullyConnected: return Tile(m: size("T_N"), n: size("T_K"), k: size("T_S"))
      }
    }
  }

  private static func sizes(_ reader: inout SettingsReader) throws(SettingsError) -> Sizes {
    var sizes = Sizes()
    for key in Sizes.keys {
      sizes.values[key] = try reader.integer(key, in: Sizes.range, described: Sizes.accepted)
    }
    return sizes
  }

  /// `nil` where the file wants its own sizes used.
  private static func target(_ reader: inout SettingsReader) throws(SettingsError) -> TileTarget? {
    guard let text = try reader.string("generate_tile"), !["none", "0"].contains(text.lowercased()) else {
      return nil
    }
    guard let target = TileTarget(stonneText: text) else {
      throw notAName(text, of: "generate_tile", ["none"] + TileTarget.allCases.map(\.rawValue), reader)
    }
    return target
  }

  private static func generator(_ reader: inout SettingsReader) throws(SettingsError) -> TileGenerator {
    guard let text = try reader.string("generator") else { return .auto }
    guard let generator = TileGenerator(stonneText: text) else {
      throw notAName(text, of: "generator", TileGenerator.allCases.map(\.rawValue), reader)
    }
    return generator
  }

  private static func notAName(
    _ text: String, of key: String, _ accepted: [String], _ reader: SettingsReader
  ) -> SettingsError {
    .notAChoice(
      key: key, shown: "\"\(text)\"", accepted: accepted, nearest: nearestName(to: text, among: accepted),
      place: reader.place(of: key) ?? reader.place)
  }
}

/// Whether bytes are a tile file: the entry point for other packages (fuzzing). Never traps.
public func isTileFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? TileFile(SettingsDocument(text: Array(bytes), file: "tile"))) != nil
}
