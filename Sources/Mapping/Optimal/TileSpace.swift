import Hardware
import Workload

/// The tiles that are worth a try for a layer on a machine: every size a power of two, or what cuts its extent
/// into up to eight equal parts; legal ones only.
struct TileSpace {
  private let layer: Layer
  private let hardware: HardwareConfiguration
  private let longestRow: Int?

  init(_ layer: Layer, on hardware: HardwareConfiguration, longestRow: Int?) {
    self.layer = layer
    self.hardware = hardware
    self.longestRow = longestRow
  }

  var tiles: [Tile] {
    let tiles =
      switch layer {
      case .convolution(let shape): convolutionTiles(shape)
      case .denseGEMM(let shape) where hardware.multiplierNetwork == .outputStationaryMesh: meshTiles(shape)
      case .denseGEMM(let shape): productTiles(shape)
      case .sparseDense(let shape): clusterTiles(shape)
      case .sparseGEMM: [Tile]()
      }
    return tiles.filter {
      TileLegality.violation(of: $0, for: layer, on: hardware, longestRow: longestRow) == nil
    }
  }

  private var limit: Int { hardware.processingElements }

  private func productTiles(_ shape: MatrixShape) -> [Tile] {
    var tiles: [Tile] = []
    for k in sizes(of: shape.k, upTo: limit) {
      for n in sizes(of: shape.n, upTo: limit / k) {
        for m in sizes(of: shape.m, upTo: limit / (k * n)) { tiles.append(Tile(m: m, n: n, k: k)) }
      }
    }
    return tiles
  }

  private func meshTiles(_ shape: MatrixShape) -> [Tile] {
    var tiles: [Tile] = []
    for m in sizes(of: shape.m, upTo: hardware.rows) {
      for n in sizes(of: shape.n, upTo: hardware.columns) { tiles.append(Tile(m: m, n: n, k: 1)) }
    }
    return tiles
  }

  private func clusterTiles(_ shape: MatrixShape) -> [Tile] {
    var tiles: [Tile] = []
    for k in sizes(of: shape.k, upTo: limit) {
      for n in sizes(of: shape.n, upTo: limit / k) { tiles.append(Tile(m: 1, n: n, k: k)) }
    }
    return tiles
  }

  /// Whole filter planes or rows, or single elements. Up to 8 x 8 windows at a time, and only where they slide
  /// by one: STONNE's controller leaves out inputs that wider strides need.
  private func convolutionTiles(_ shape: ConvolutionShape) -> [Tile] {
    var tiles: [Tile] = []
    let windows = shape.stride == 1 ? [1, 2, 4, 8] : [1]
    for (r, s) in planes(of: shape) where r * s <= limit {
      let planes = limit / (r * s)
      for c in sizes(of: shape.channelsPerGroup, upTo: planes) {
        for k in sizes(of: shape.filtersPerGroup, upTo: planes / c) {
          for g in sizes(of: shape.g, upTo: planes / (c * k)) {
            for x in windows where x <= min(shape.outputX, planes / (c * k * g)) {
              for y in windows where y <= min(shape.outputY, planes / (c * k * g * x)) {
                tiles.append(Tile(r: r, s: s, c: c, k: k, g: g, x: x, y: y))
              }
            }
          }
        }
      }
    }
    return tiles
  }

  private func planes(of shape: ConvolutionShape) -> [(r: Int, s: Int)] {
    var planes = [(r: shape.r, s: shape.s)]
    if shape.r > 1 { planes.append((1, shape.s)) }
    if shape.s > 1 { planes.append((1, 1)) }
    return planes
  }

  private func sizes(of extent: Int, upTo limit: Int) -> [Int] {
    let powers = sequence(first: 1) { $0 * 2 }.prefix { $0 <= min(extent, limit) }
    let parts = (1...8).map { (extent + $0 - 1) / $0 }
    return Set(powers).union(parts.filter { $0 <= limit }).sorted()
  }
}
