import CycleSimulator
import Synchronization
import Workload

/// What layers cost that have been simulated on one machine and whose timing depends on no values: equal
/// layers (the twelve encoders of BERT, the images of a batch) are timed once.
final class PriceList: Sendable {
  private struct Item: Hashable {
    let layer: Layer
    let tile: Tile?
  }

  private let prices = Mutex<[Item: FabricStatistics]>([:])

  subscript(layer: Layer, tile: Tile?) -> FabricStatistics? {
    layer.timingDependsOnValues ? nil : prices.withLock { $0[Item(layer: layer, tile: tile)] }
  }

  func add(_ statistics: FabricStatistics, of layer: Layer, tile: Tile?) {
    guard !layer.timingDependsOnValues else { return }
    prices.withLock { $0[Item(layer: layer, tile: tile)] = statistics }
  }
}
