import Hardware
import Mapping
import Workload

/// Finds the tile of a layer: in the user's files, else by the mapper.
struct TileResolver: Sendable {
  let files: TileFolder?
  let mapper: MapperName
  let target: TileTarget
  let hardware: HardwareConfiguration
  private let limits: SearchLimits
  private let mappers: MapperChoice

  init(_ options: AcceleratorOptions, on hardware: HardwareConfiguration) {
    files = options.tiles
    mapper = options.mapper
    target = options.target
    self.hardware = hardware
    limits = options.searchLimits
    mappers = MapperChoice(on: hardware, table: options.energyTable, memory: options.searches)
  }

  struct Choice: Sendable {
    var tile: Tile?
    var source: TileSource?
  }

  /// - Parameters:
  ///   - fileName: the layer's name as file names bear it.
  ///   - index: of the layer, for `NNN.txt`.
  ///   - rows: of the operand that MAGMA compresses.
  /// - Throws: the error of the tile file, or of a tile that the machine cannot hold.
  func tile(for layer: Layer, fileName: String, index: Int, rows: SparseRows) throws -> Choice {
    // SIGMA forms its clusters from the bitmaps.
    if case .sparseGEMM = layer { return Choice() }
    guard let file = try files?.file(layerNamed: fileName, index: index) else {
      return Choice(
        try mappers.tile(for: layer, mapper: mapper, target: target, rows: rows, limits: limits))
    }
    switch try file.content(for: layer) {
    case .sizes(let tile):
      try TileLegality.require(tile, for: layer, on: hardware, place: file.path)
      return Choice(tile: tile, source: .file)
    case .generated(let target, let generator):
      return Choice(
        try mappers.tile(
          for: layer, by: generator, target: target, sparsity: rows.sparsity(in: layer), longestRow: rows.longest))
    }
  }
}

extension TileResolver.Choice {
  fileprivate init(_ choice: TileChoice?) {
    self.init(tile: choice?.tile, source: choice.map { TileSource($0.method) })
  }
}

extension TileSource {
  init(_ method: TileChoice.Method) {
    switch method {
    case .mrna: self = .mrna
    case .stonneMapper: self = .stonne
    case .mesh: self = .mesh
    case .optimal: self = .optimal
    }
  }
}
