import CycleSimulator
import Hardware
import Synchronization
import Workload

/// What layers cost on one machine whose timing depends on no values: equal layers (the twelve encoders of BERT, the
/// images of a batch) are timed once.
final class PriceList: Sendable {
  /// A layer as the machine runs it.
  struct Item: Hashable, Sendable {
    let layer: Layer
    let tile: Tile?
  }

  private struct Price {
    var statistics: FabricStatistics
    /// Seconds that finding it took; 0 once somebody has accounted for them.
    var seconds: Double
  }

  private let prices = Mutex<[Item: Price]>([:])
  private let hardware: HardwareConfiguration
  private let engine: SimulationEngine

  init(_ hardware: HardwareConfiguration, engine: SimulationEngine) {
    self.hardware = hardware
    self.engine = engine
  }

  /// Prices what a network runs, largest first, so that no thread is left with a large one at the end.
  ///
  /// What cannot be simulated is left out: it fails where it is run.
  /// - Parameter isInterrupted: once true, the rest is left out.
  func price(_ items: [Item], threads: Int, isInterrupted: @Sendable () -> Bool) {
    let distinct = Array(Set(items)).filter { !$0.layer.timingDependsOnValues }
    let order = distinct.sorted { $0.layer.outputCount > $1.layer.outputCount }
    let found = concurrentMap(order.count, threads: threads) { (index: Int) throws(Never) -> Price? in
      self.find(order[index], isInterrupted)
    }
    prices.withLock { prices in
      for (item, price) in zip(order, found) { prices[item] = price }
    }
  }

  /// Cycles and counters of one run of a layer.
  /// - Precondition: they depend on no values.
  func statistics(of layer: Layer, tile: Tile?) throws(SimulationError) -> FabricStatistics {
    let item = Item(layer: layer, tile: tile)
    if let price = prices.withLock({ $0[item] }) { return price.statistics }
    let statistics = try simulate(layer, on: hardware, tile: tile, engine: engine).statistics
    prices.withLock { $0[item] = Price(statistics: statistics, seconds: 0) }
    return statistics
  }

  /// Seconds that were spent ahead of time on a layer; the first to ask gets them.
  func takeSeconds(of layer: Layer, tile: Tile?) -> Double {
    prices.withLock { prices in
      defer { prices[Item(layer: layer, tile: tile)]?.seconds = 0 }
      return prices[Item(layer: layer, tile: tile)]?.seconds ?? 0
    }
  }

  private func find(_ item: Item, _ isInterrupted: @Sendable () -> Bool) -> Price? {
    if isInterrupted() { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    let result = try? simulate(
      item.layer, on: hardware, tile: item.tile, engine: engine, isStopped: isInterrupted)
    guard let result else { return nil }
    return Price(statistics: result.statistics, seconds: start.duration(to: clock.now).seconds)
  }
}
