import Hardware
import Workload

/// All tiles that fit on an array and reach no further than the layer: every size in all eight loops, not only powers
/// of two. What reaches beyond the layer computes padding only.
///
/// Whether a tile is legal in every other respect is left to `TileLegality`.
struct TileSpace {
  /// The largest size in each loop, in the order of ``Tile``.
  private let limits: [Int]
  private let multipliers: Int

  init(_ layer: Layer, on hardware: HardwareConfiguration) {
    multipliers = hardware.processingElements
    switch layer {
    case .convolution(let shape):
      limits = [
        shape.r, shape.s, shape.channelsPerGroup, shape.filtersPerGroup, shape.g, shape.n, shape.outputX,
        shape.outputY,
      ]
    case .denseGEMM(let shape) where hardware.multiplierNetwork == .outputStationaryMesh:
      limits = [1, 1, 1, min(shape.n, hardware.columns), 1, 1, min(shape.m, hardware.rows), 1]
    case .denseGEMM(let shape): limits = [1, shape.k, 1, shape.n, 1, 1, shape.m, 1]
    case .sparseDense(let shape): limits = [1, shape.k, 1, shape.n, 1, 1, 1, 1]
    case .sparseGEMM: limits = []
    }
  }

  /// Visits every tile, in a fixed order, until `body` returns false.
  func visit(_ body: (Tile) -> Bool) {
    guard !limits.isEmpty else { return }
    var sizes = Array(repeating: 1, count: limits.count)
    _ = extend(&sizes, from: 0, left: multipliers, body)
  }

  private func extend(_ sizes: inout [Int], from loop: Int, left: Int, _ body: (Tile) -> Bool) -> Bool {
    guard loop < limits.count else {
      return body(
        Tile(
          r: sizes[0], s: sizes[1], c: sizes[2], k: sizes[3], g: sizes[4], n: sizes[5], x: sizes[6], y: sizes[7]))
    }
    for size in 1...max(1, min(limits[loop], left)) {
      sizes[loop] = size
      guard extend(&sizes, from: loop + 1, left: left / size, body) else { return false }
    }
    return true
  }
}
