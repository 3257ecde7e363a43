import Hardware

/// A sparse layer on a linear array, one cycle after another, round after round.
///
/// At a configuration nothing is on its way, and all FIFOs are emptied: so each round has a fabric of its own,
/// whose counters are added up. The collection bus goes on with whose turn it is, and the controller with its
/// dataflow.
struct SteppedSparse<Dataflow: SparseDataflow>: ~Copyable {
  private let hardware: HardwareConfiguration
  private var controller: SparseController<Dataflow>
  private var bus: CollectionBus

  init(_ dataflow: Dataflow, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    controller = SparseController(dataflow, ports: hardware.distributionBandwidth)
    bus = CollectionBus(
      lines: hardware.collectionBandwidth, inputs: hardware.multipliers / hardware.collectionBandwidth + 1)
  }

  /// Runs to the last output.
  mutating func run(_ isStopped: () -> Bool) throws(SimulationError) -> LayerResult {
    let rounds = controller.dataflow.roundCount
    // Of all rounds. Not a property: `property?.member = value` leaks the old value in a noncopyable struct (Swift 6.3).
    var total: FabricStatistics?
    for index in 0..<rounds {
      let round = controller.begin(index)
      var statistics = try run(round, isStopped)
      if index + 1 < rounds { statistics.multipliers.throwWeightsAway() }
      Self.add(statistics, to: &total)
    }
    guard var statistics = total else { preconditionFailure("a layer has a round at least") }
    statistics.memory = controller.statistics()
    statistics.bus = bus.statistics()
    return LayerResult(cycles: statistics.cycles, statistics: statistics, outputs: controller.dataflow.outputs)
  }

  private mutating func run(
    _ round: SparseRound, _ isStopped: () -> Bool
  ) throws(SimulationError) -> FabricStatistics {
    switch hardware.reduceNetwork {
    case .temporal:
      return try run(
        round, isStopped,
        TemporalReduction(
          multipliers: hardware.multipliers, folds: round.folds, lines: hardware.collectionBandwidth))
    case .augmentedTree, .foldingTree:
      let configuration = AdderTreeConfiguration(
        AdderTreeTopology(leaves: hardware.multipliers), virtualNeurons: round.sizes)
      return try run(
        round, isStopped,
        AdderTree(
          configuration, lines: hardware.collectionBandwidth, hasAccumulators: hardware.hasAccumulationBuffer,
          folds: round.folds))
    }
  }

  private mutating func run<Reduction: ReductionNetwork & ~Copyable>(
    _ round: SparseRound, _ isStopped: () -> Bool, _ network: consuming Reduction
  ) throws(SimulationError) -> FabricStatistics {
    var reduction = network
    var multipliers = LinearArray(round.roles)
    var distribution = DistributionNetwork(round.sets, ports: hardware.distributionBandwidth)
    var cycles = 0
    repeat {
      // Data flow against this order, so that what a component sends is received a cycle later.
      var hasMoved = controller.cycle(from: &bus, to: &distribution, &multipliers)
      hasMoved = bus.cycle() || hasMoved
      hasMoved = try reduction.cycle(to: &bus) || hasMoved
      hasMoved = multipliers.cycle(to: &reduction) || hasMoved
      distribution.cycle(to: &multipliers)
      cycles &+= 1
      guard hasMoved else { throw .deadlock(cycle: cycles, outputs: controller.stored, of: round.results) }
      try stopPoint(cycles, isStopped)
    } while !controller.isRoundFinished
    return FabricStatistics(
      cycles: cycles, distribution: distribution.statistics(), multipliers: multipliers.statistics(),
      virtualNeurons: multipliers.virtualNeurons, reduction: reduction.statistics(),
      memory: MemoryStatistics(readPorts: 0, writePorts: 0, dataflow: ""), bus: [])
  }

  /// Adds a round's counters; the configuration that is shown is the last one's.
  private static func add(_ round: FabricStatistics, to total: inout FabricStatistics?) {
    guard total != nil else {
      total = round
      return
    }
    total?.add(round)
    total?.virtualNeurons = round.virtualNeurons
    total?.reduction.configuration = round.reduction.configuration
  }
}

extension MultiplierStatistics {
  /// Counts that the weights which are left are taken out of their FIFOs, as a configuration does.
  fileprivate mutating func throwWeightsAway() {
    guard case .linear(var multipliers) = self else { return }
    for index in multipliers.indices { multipliers[index].weightFifo.pops = multipliers[index].weightFifo.pushes }
    self = .linear(multipliers)
  }
}
