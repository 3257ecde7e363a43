import Hardware
import Workload

/// What a matrix product on the output-stationary mesh takes at least: the last product of each tile has a known
/// cycle, and its output at least the way into the global buffer.
package struct MeshBound: TileBounds {
  private let shape: MatrixShape
  private let hardware: HardwareConfiguration

  /// - Parameter hardware: a legal mesh.
  package init(_ shape: MatrixShape, on hardware: HardwareConfiguration) {
    self.shape = shape
    self.hardware = hardware
  }

  package func quick(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let tiling = MeshTiling(shape, tileM: tile.x, tileN: tile.k)
    return CostBound(cycles: tiling.tiles * shape.k, dynamicEnergy: costs.map { dynamicEnergy(tiling, $0) } ?? 0)
  }

  package func close(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let tiling = MeshTiling(shape, tileM: tile.x, tileN: tile.k)
    let cycles = tiling.extents.reduce(0) { $0 + $1.tiles * self.cycles($1.extent) }
    return CostBound(cycles: cycles, dynamicEnergy: costs.map { dynamicEnergy(tiling, $0) } ?? 0)
  }

  private func cycles(_ extent: MeshTiling.TileExtent) -> Int {
    let streams = MeshStreams(extent, on: hardware)
    let (row, column) = (extent.rows - 1, extent.columns - 1)
    let lastProduct = streams.weightsUpTo[column].joined(with: streams.activationsUpTo[row]).time(of: shape.k - 1)
    // Over the accumulator to the bus, from there to the write queue, and cycles are counted from 0.
    return row + column + lastProduct + 4
  }

  private func dynamicEnergy(_ tiling: MeshTiling, _ costs: ActivityCosts) -> Double {
    let products = Double(shape.macs)
    let outputs = Double(shape.m * shape.n)
    let reads = Double(shape.k) * Double(shape.n * tiling.rows.count + shape.m * tiling.columns.count)
    let leaves = (hardware.rows + hardware.columns) / hardware.distributionBandwidth
    let levels = Double(leaves.trailingZeroBitCount)
    // Each element of a tile but those at its edges hands both operands on.
    let handedOn = 2 * products - reads
    return products * (costs.multiplication + costs.reductionWire)
      + costs.accumulation(products: products, outputs: outputs)
      + reads * (costs.bufferRead + levels * costs.routing + (levels + 1) * costs.distributionWire)
      + handedOn * costs.multiplierLink + outputs * (costs.bufferWrite + 2 * costs.busWire)
  }
}
