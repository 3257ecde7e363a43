/// Choices that change which layers a node becomes.
package struct LoweringOptions: Sendable {
  /// SIGMA: largest-first ordering of the stationary vectors (`--optimize`).
  package var optimize: Bool
  /// Direct CONV even where R*S exceeds the array: a tile is given, and it cuts the filter.
  package var filtersMayExceedArray: Bool

  package init(optimize: Bool = false, filtersMayExceedArray: Bool = false) {
    self.optimize = optimize
    self.filtersMayExceedArray = filtersMayExceedArray
  }
}
