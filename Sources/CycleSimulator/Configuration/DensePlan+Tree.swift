import Hardware

extension DensePlan {
  /// The configuration of the reduction tree, with or without folding links.
  func treeConfiguration(on hardware: HardwareConfiguration) -> AdderTreeConfiguration {
    AdderTreeConfiguration(
      AdderTreeTopology(
        leaves: hardware.multipliers, hasFoldingLinks: hardware.reduceNetwork == .foldingTree),
      virtualNeurons: repeatElement(neurons.size, count: neurons.count))
  }
}
