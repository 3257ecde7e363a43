import Hardware

/// What simulating a layer gives.
package struct LayerResult: Sendable {
  package var cycles: Int
  package var statistics: FabricStatistics
  /// In the layout that ``LayerOperands`` states; empty where no operands were given.
  package var outputs: [Float]

  package init(cycles: Int, statistics: FabricStatistics, outputs: [Float]) {
    self.cycles = cycles
    self.statistics = statistics
    self.outputs = outputs
  }
}
