/// How often each component is used over a dense layer without forwarders: whatever carries a virtual neuron's data
/// carries a packet of it in every step of activations, and its weights once a fold and pass.
struct DenseUse {
  private let network: DenseNetwork
  private let streams: DenseStreams
  private let plan: DensePlan
  /// Steps of activations in all passes, and those of them in which a window begins a row.
  private let products: Int
  private let rowBeginnings: Int

  init(_ network: DenseNetwork, _ streams: DenseStreams) {
    self.network = network
    self.streams = streams
    plan = network.plan
    products = plan.passes * plan.inputStepsPerPass
    rowBeginnings = plan.passes * plan.folding.x * plan.neurons.folds
  }

  /// Outputs of a virtual neuron, those in the padding of its tiles included.
  private var outputs: Int { plan.passes * plan.folding.x * plan.folding.y }
  /// Steps in which all of the window comes from memory.
  private var wholeWindows: Int { plan.slides ? rowBeginnings : products }
  private var lastColumns: Int { products - wholeWindows }
  private var weightSteps: Int { plan.passes * plan.neurons.folds }

  /// - Parameters:
  ///   - times: of all streams; they have how full FIFOs got on the way to the bus.
  ///   - collection: through which all outputs have gone.
  func statistics(
    cycles: Int, _ times: borrowing StreamTimes, _ collection: borrowing OutputCollection
  ) -> FabricStatistics {
    var bus = busLines
    collection.count(in: &bus)
    return FabricStatistics(
      cycles: cycles, distribution: distribution, multipliers: .linear(multipliers(times)),
      virtualNeurons: plan.multiplierRoles(network.hardware.multipliers).map(\.virtualNeuron),
      reduction: reduction(times), memory: memory(bus), bus: bus)
  }

  private var distribution: DistributionStatistics {
    let packets = network.packets
    var sent = Array(repeating: 0, count: packets.sets.count)
    for (lists, times) in [
      (packets.weights, weightSteps), (packets.window, wholeWindows), (packets.lastColumn, lastColumns),
    ] {
      for entry in lists.joined() { sent[entry.set] += times }
    }
    return packets.sets.statistics(packets: sent, ports: packets.weights.count)
  }

  private func multipliers(_ times: borrowing StreamTimes) -> [LinearMultiplierCounts] {
    plan.multiplierRoles(network.hardware.multipliers).enumerated().map { multiplier, role in
      var counts = LinearMultiplierCounts()
      guard role.isUsed else { return counts }
      let fromMemory = role.receivesActivations ? rowBeginnings : products
      let occupancy = times.occupancy(ofProduct: streams.streamOfMultiplier[multiplier])
      counts.multiplications = products
      counts.inputsReceived = fromMemory
      counts.forwardingsReceived = products - fromMemory
      counts.forwardingsSent = role.sendsActivations ? products - rowBeginnings : 0
      counts.weightsReceived = weightSteps
      counts.weightFlushes = plan.passes - 1
      counts.configurations = 1
      counts.activationFifo = FifoCounts(
        pushes: fromMemory, pops: fromMemory, maximumOccupancy: occupancy.activations)
      counts.forwardingInputFifo = FifoCounts(
        pushes: products - fromMemory, pops: products - fromMemory, maximumOccupancy: occupancy.forwarded)
      counts.forwardingOutputFifo = .passingThrough(counts.forwardingsSent)
      counts.psumFifo = .passingThrough(products)
      // A weight goes back after each use, and those of all passes but the last are thrown away.
      counts.weightFifo = FifoCounts(
        pushes: weightSteps + products, pops: weightSteps - role.folds + products, maximumOccupancy: role.folds)
      return counts
    }
  }

  private func reduction(_ times: borrowing StreamTimes) -> ReductionStatistics {
    var statistics = ReductionStatistics()
    if let program = network.program, let configuration = network.configuration {
      statistics = ReductionStatistics(of: program.topology)
      statistics.configure(configuration, network.wiring, times: network.folds ? 0 : 1)
      program.count(products, in: &statistics)
      for (step, stream) in zip(program.steps, streams.steps) {
        for (wire, operand) in zip(step.inputs, stream.operands) {
          let occupancy = times.occupancy(of: operand, inSum: stream.sum)
          statistics.withInputFifo(behind: wire) { $0.reach(occupancy) }
        }
      }
      statistics.collectLateralWrites(program.topology)
      if network.folds { countFolds(&statistics) }
    }
    countAccumulators(&statistics)
    return statistics
  }

  /// Sums that leave the tree over folding links, and the nodes that add them up.
  private func countFolds(_ statistics: inout ReductionStatistics) {
    for exit in streams.exits {
      statistics.adders[exit.adder].memorySends = 0
      statistics.adders[exit.adder].foldSends = products
      guard let target = network.foldTarget(of: exit.adder) else { continue }
      statistics.adders[target].sums2to1 += products - outputs
      statistics.adders[target].memorySends = outputs
      statistics.adders[target].outputFifo += .passingThrough(outputs)
    }
    // The root's companion has no folding link.
    statistics.foldWrites = statistics.adders.indices.filter { $0 != 1 }.map { statistics.adders[$0].foldSends }
  }

  private func countAccumulators(_ statistics: inout ReductionStatistics) {
    guard network.program == nil || network.hasAccumulators else { return }
    var counts = AccumulatorCounts()
    counts.configurations = 1
    statistics.accumulators = Array(repeating: counts, count: network.wiring.order.count)
    statistics.accumulatorWrites = Array(repeating: 0, count: network.wiring.order.count)
    counts.receives = products
    counts.registerWrites = products
    counts.adds = products - outputs
    counts.registerReads = products - outputs
    counts.memorySends = outputs
    counts.inputFifo = .passingThrough(products)
    counts.outputFifo = .passingThrough(outputs)
    for exit in streams.exits {
      guard let accumulator = network.wiring.order.firstIndex(of: exit.adder) else { continue }
      statistics.accumulators[accumulator] = counts
      statistics.accumulatorWrites[accumulator] = products
    }
  }

  private var busLines: [BusLineCounts] {
    let wiring = network.wiring
    var bus = Array(repeating: BusLineCounts(inputs: wiring.inputsPerLine), count: wiring.lines)
    for exit in streams.exits {
      let (line, input) = (exit.input.line, exit.input.input)
      bus[line].sends += outputs
      bus[line].inputWrites[input] += outputs
      bus[line].inputReceives[input] += outputs
      bus[line].inputFifos[input].pushes += outputs
      bus[line].inputFifos[input].pops += outputs
    }
    return bus
  }

  private func memory(_ bus: [BusLineCounts]) -> MemoryStatistics {
    let packets = network.packets
    var statistics = MemoryStatistics(
      readPorts: packets.weights.count, writePorts: bus.count, dataflow: "CNN_DATAFLOW")
    statistics.weightReads = plan.weightReads
    statistics.inputReads = plan.inputReads
    statistics.psumWrites = plan.psumWrites
    statistics.portWeights = packets.weights.map { $0.count * weightSteps }
    statistics.portInputs = zip(packets.window, packets.lastColumn).map {
      $0.count * wholeWindows + $1.count * lastColumns
    }
    statistics.writePortUse = bus.map(\.sends)
    return statistics
  }
}
