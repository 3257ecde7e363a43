import Hardware
import Workload

/// All tiles that fit on an array: every size in all eight loops, not only powers of two, up to the layer's extent.
///
/// The tiles of a matrix product may reach beyond it, up to the first power of two from twice the extent on, as in the
/// sweep of STONNE's scripts. Padding can pay: it keeps virtual neurons apart, and its outputs count among those that
/// the next pass waits for.
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
    case .denseGEMM(let shape):
      limits = [1, Self.reach(shape.k), 1, Self.reach(shape.n), 1, 1, Self.reach(shape.m), 1]
    case .sparseDense(let shape): limits = [1, Self.reach(shape.k), 1, Self.reach(shape.n), 1, 1, 1, 1]
    case .sparseGEMM: limits = []
    }
  }

  /// The first power of two that is twice an extent or more.
  private static func reach(_ extent: Int) -> Int {
    var reach = 1
    while reach < 2 * extent { reach *= 2 }
    return reach
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
