import Hardware

extension DensePlan {
  /// The configuration of the reduction tree, with or without folding links.
  func treeConfiguration(on hardware: HardwareConfiguration) -> AdderTreeConfiguration {
    AdderTreeConfiguration(
      AdderTreeTopology(
        leaves: hardware.multipliers, hasFoldingLinks: hardware.reduceNetwork == .foldingTree),
      virtualNeurons: repeatElement(neurons.size, count: neurons.count))
  }

  /// The order in which each virtual neuron's products are added, its forwarder's packet among them.
  func additionOrders(on hardware: HardwareConfiguration) -> [AdditionOrder] {
    guard hardware.reduceNetwork != .temporal else {
      return Array(repeating: AdditionOrder(), count: neurons.count)
    }
    let program = ReductionProgram(
      treeConfiguration(on: hardware), virtualNeurons: (0..<neurons.multipliers).map { $0 / neurons.size })
    return (0..<neurons.count).map {
      AdditionOrder(of: $0, in: program, firstMultiplier: $0 * neurons.size, lanes: neurons.size)
    }
  }
}
