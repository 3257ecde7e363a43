import Hardware

/// How a dense layer is laid out on a linear array: the packets to its multipliers, and the way of their products to
/// the collection bus.
struct DenseNetwork {
  let plan: DensePlan
  let hardware: HardwareConfiguration
  let packets: DensePackets
  let wiring: BusWiring
  /// The reduction tree; nil for TEMPORALRN.
  let configuration: AdderTreeConfiguration?
  let program: ReductionProgram?

  init(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    self.plan = plan
    self.hardware = hardware
    packets = DensePackets(plan, ports: hardware.distributionBandwidth, multipliers: hardware.multipliers)
    guard hardware.reduceNetwork != .temporal else {
      configuration = nil
      program = nil
      wiring = BusWiring(of: hardware)
      return
    }
    let configuration = plan.treeConfiguration(on: hardware)
    self.configuration = configuration
    program = ReductionProgram(
      configuration, virtualNeurons: (0..<plan.neurons.multipliers).map { $0 / plan.neurons.size })
    wiring = BusWiring(configuration.topology, lines: hardware.collectionBandwidth)
  }

  /// Cycles from a port to a multiplier: a tree is crossed within the cycle, but what comes out of it is read in the
  /// next one; a tree without switches is the multiplier's own wire.
  var distributionLatency: Int { packets.sets.leaves == 1 ? 0 : 1 }

  var folds: Bool { configuration?.topology.hasFoldingLinks ?? false }

  /// Whether an accumulator lies between the places where sums leave a tree and the bus.
  var hasAccumulators: Bool { hardware.hasAccumulationBuffer && hardware.reduceNetwork == .augmentedTree }

  /// The node that adds up the folds of what an adder sends (FENETWORK).
  func foldTarget(of adder: Int) -> Int? {
    guard let topology = configuration?.topology, topology.hasFoldingLinks else { return nil }
    let (level, index) = topology.positions[adder]
    return topology.foldTarget(level, index)
  }

  /// Where what an adder sends out of the tree enters the bus, and how many cycles after the sum.
  func exit(of adder: Int) -> (input: BusInput, delay: Int) {
    if let target = foldTarget(of: adder) {
      // The root is evaluated right before its companion: their link takes no cycle.
      return (wiring.inputs[target], adder == 0 ? 1 : 2)
    }
    return (wiring.inputs[adder], hasAccumulators ? 2 : 1)
  }
}
