import Hardware
import Workload

/// A matrix product on the output-stationary mesh (TPU_OS_DENSE), without stepping: each extent of tile is timed
/// once, and every counter is a product of tile counts and the depth K.
struct FastMesh {
  let hardware: HardwareConfiguration
  let shape: MatrixShape
  let tiling: MeshTiling

  /// - Parameter tile: T_M in `x`, T_N in `k`; T_K plays no part, an element holds one output at a time.
  init(_ shape: MatrixShape, tile: Tile, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    self.shape = shape
    tiling = MeshTiling(shape, tileM: tile.x, tileN: tile.k)
  }

  /// - Parameter operands: absent for timing only.
  func run(_ operands: LayerOperands?) -> LayerResult {
    let statistics = statistics()
    let outputs = operands.map { sequentialProduct(shape, left: $0.left, right: $0.right) }
    return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: outputs ?? [])
  }

  private func statistics() -> FabricStatistics {
    let timings = tiling.extents.map { extent, tiles in
      (extent: extent, tiles: tiles, timing: MeshTileTiming(extent, depth: shape.k, on: hardware))
    }
    let elements = MeshElementUse(tiling, depth: shape.k, on: hardware)
    var counts = elements.counts()
    var bus = elements.busLines()
    for (extent, tiles, timing) in timings {
      for place in 0..<extent.count {
        let (row, column) = place.quotientAndRemainder(dividingBy: extent.columns)
        let element = row * hardware.columns + column
        counts[element].topFifo.reach(timing.topOccupancy[place])
        counts[element].leftFifo.reach(timing.leftOccupancy[place])
      }
      for (line, contention) in timing.contention.enumerated() {
        bus[line].conflicts += tiles * contention.conflicts
        bus[line].waitingInputs += tiles * contention.waiting
      }
    }
    return FabricStatistics(
      cycles: timings.reduce(0) { $0 + $1.tiles * $1.timing.cycles },
      distribution: DistributionStatistics(
        unicasts: elements.packets, ports: hardware.distributionBandwidth),
      multipliers: .mesh(counts, columns: hardware.columns),
      virtualNeurons: elements.lastVirtualNeurons(),
      reduction: elements.reduction(),
      memory: elements.memory(writes: shape.m * shape.n),
      bus: bus)
  }
}
