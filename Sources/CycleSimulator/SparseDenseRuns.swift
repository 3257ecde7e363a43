import Hardware
import Sparsity
import Synchronization
import Tensors
import Workload

/// Runs of a SparseDense on MAGMA by the fast engine.
final class SparseDenseRuns: SparseLayerRuns {
  private let shape: MatrixShape
  private let tile: Tile
  private let hardware: HardwareConfiguration
  private let timing: LayerTiming<SparseDenseTiming>
  private let lanes: Int
  /// The orders in which the columns of an output are added up.
  private let orders: [ClusterOrders.Columns]
  private let timedAhead = Mutex<Set<Int>>([])

  init(_ shape: MatrixShape, tile: Tile, on hardware: HardwareConfiguration) {
    let timing = SparseDenseTiming(shape, tile: tile, on: hardware)
    self.shape = shape
    self.tile = tile
    self.hardware = hardware
    lanes = timing.lanes
    orders = ClusterOrders(timing.additionOrders).columns(of: shape.n)
    self.timing = LayerTiming(timing) { $0.statistics() }
  }

  func time(_ run: Int, kept: CompressedSparseRows) throws(SimulationError) {
    let rowElements = try legalRows(of: kept)
    timing.add { $0.add(run, rowElements: rowElements) }
    timedAhead.withLock { _ = $0.insert(run) }
  }

  /// The elements of each row.
  private func legalRows(of kept: CompressedSparseRows) throws(SimulationError) -> [Int] {
    let rowElements = kept.rowCounts
    let layer = Layer.sparseDense(shape)
    if let violation = TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: rowElements.max()) {
      throw .tile(violation, layer)
    }
    return rowElements
  }

  func run(
    _ run: Int, _ operands: SparseOperands, outputs: UnsafeMutablePointer<Float>?, workers: Workers
  ) throws(SimulationError) {
    let rows = operands.kept.rows
    let untimed = timedAhead.withLock { $0.contains(run) } ? nil : try legalRows(of: operands.kept)
    let product = operands.streamed.map {
      ClusterProduct(lanes: lanes, orders: orders, left: operands.kept, right: $0)
    }
    let share = (rows - 1) / workers.parts + 1
    workers.perform(product == nil ? 1 : 2 + (rows - 1) / share) { task in
      if task > 0 {
        let range = (task - 1) * share..<min(task * share, rows)
        if let outputs { product?.compute(rows: range, outputs: outputs) }
      } else if let untimed {
        timing.add { $0.add(run, rowElements: untimed) }
      }
    }
  }

  func settle() { timing.settle() }

  func statistics() -> FabricStatistics { timing.counters }
}
