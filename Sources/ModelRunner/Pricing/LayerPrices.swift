/// Prices of layers that are kept beyond one network and one run: each is found once.
package protocol LayerPrices: Sendable {
  /// The price that is kept under a key, else the one that `find` finds, which is kept from now on.
  /// - Parameter key: says everything that the price depends on: equal keys belong to equal prices.
  func price(_ key: String, find: () throws -> LayerPrice) throws -> LayerPrice
}
