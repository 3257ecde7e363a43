import Hardware

/// What one tile does on the mesh, in cycles counted from its configuration: known without stepping, since the
/// operands' values play no part and a tile is drained before the next is configured.
///
/// Weights enter at the top of each column and activations at the left of each row; element (i, j) passes both
/// on a cycle after it used them. So its k-th multiplication comes i + j cycles after the latest of the k-th
/// weights that entered left of and at column j and of the k-th activations above and at row i, each counted
/// from the diagonal wave that starts with it. Times are relative to that wave below: `wave` of (i, j) is i + j.
struct MeshTileTiming {
  /// Cycles from the configuration to the last output in the global buffer, both included.
  let cycles: Int
  /// The fullest that the FIFO of arriving weights (top) and activations (left) gets, by element of the tile.
  let topOccupancy: [Int]
  let leftOccupancy: [Int]
  /// The bus lines' rivalries, by line.
  let contention: [BusLineContention]

  init(_ extent: MeshTiling.TileExtent, depth: Int, on hardware: HardwareConfiguration) {
    let streams = MeshStreams(extent, on: hardware)
    var top: [Int] = []
    var left: [Int] = []
    var releases = Array(repeating: [Int](), count: hardware.collectionBandwidth)
    for i in 0..<extent.rows {
      for j in 0..<extent.columns {
        let fires = streams.weightsUpTo[j].joined(with: streams.activationsUpTo[i])
        let fromTop =
          i == 0 ? streams.weights[j] : streams.weightsUpTo[j].joined(with: streams.activationsUpTo[i - 1])
        let fromLeft =
          j == 0 ? streams.activations[i] : streams.weightsUpTo[j - 1].joined(with: streams.activationsUpTo[i])
        top.append(fromTop.maximumOccupancy(until: fires, length: depth))
        left.append(fromLeft.maximumOccupancy(until: fires, length: depth))
        let lastProduct = i + j + fires.time(of: depth - 1)
        let accumulator = i * hardware.columns + j
        releases[accumulator % hardware.collectionBandwidth].append(lastProduct + Self.cyclesToBus)
      }
    }
    topOccupancy = top
    leftOccupancy = left

    var arrivals: [Int] = []
    contention = releases.map { releases in
      let releases = releases.sorted()
      let departures = SingleServer.departures(of: releases)
      arrivals += departures.map { $0 + 1 }
      return BusLineContention(releases: releases, departures: departures)
    }
    cycles = WriteDrain.lastWrite(arrivals: arrivals.sorted()) + 1
  }

  /// From a multiplication to the accumulator's output, and from there to the bus line's FIFO.
  private static let cyclesToBus = 2
}
