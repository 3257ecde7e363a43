import ModelRunner
import Synchronization

/// Prices of layers that the database keeps, so that equal layers on equal machines are simulated once ever.
final class KeptPrices: LayerPrices {
  private let store: SweepStore
  private let prices = OnceCache<String, LayerPrice>()
  /// Found since the last row was written.
  private let fresh = Mutex<[(key: String, price: LayerPrice)]>([])

  init(_ store: SweepStore) { self.store = store }

  func price(_ key: String, find: () throws -> LayerPrice) throws -> LayerPrice {
    try prices.value(key) {
      if let price = try store.price(key) { return price }
      let price = try find()
      fresh.withLock { $0.append((key, price)) }
      return price
    }
  }

  /// What was found since this was asked last.
  func takeFresh() -> [(key: String, price: LayerPrice)] {
    fresh.withLock { fresh in
      defer { fresh = [] }
      return fresh
    }
  }
}
