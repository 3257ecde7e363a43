import Workload

/// What a layer on a machine takes at least, by tile.
package protocol TileBounds: ~Copyable {
  /// A bound that costs a few operations.
  /// - Parameters:
  ///   - tile: fits on the array.
  ///   - costs: absent where energy does not matter, and is 0.
  func quick(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound

  /// A bound that is exact for many tiles.
  /// - Parameter tile: legal for the layer on the array.
  mutating func close(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound
}

extension DenseBound: TileBounds {}
