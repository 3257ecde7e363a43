import Hardware

/// The counters of a SparseGEMM, round after round.
struct RoundCounts {
  private let streams: Int
  private(set) var cycles = 0
  private(set) var distribution: DistributionStatistics
  private(set) var multipliers: [LinearMultiplierCounts]
  private(set) var reduction: ReductionStatistics
  private(set) var memory: MemoryStatistics
  private(set) var bus: [BusLineCounts]
  private var virtualNeurons = 0
  private var turns: [Int]

  init(_ plan: SparseGEMMPlan, topology: AdderTreeTopology, wiring: BusWiring, on hardware: HardwareConfiguration)
  {
    streams = plan.streaming.vectors
    let leaves = hardware.multipliers / hardware.distributionBandwidth
    distribution = DistributionStatistics(
      ports: hardware.distributionBandwidth, levels: leaves.trailingZeroBitCount)
    multipliers = Array(repeating: LinearMultiplierCounts(), count: hardware.multipliers)
    reduction = ReductionStatistics(of: topology)
    memory = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: plan.options.dataflow.rawValue)
    bus = Array(repeating: BusLineCounts(inputs: wiring.inputsPerLine), count: wiring.lines)
    turns = Array(repeating: 0, count: wiring.lines)
  }

  /// Plays a round's part on the bus through, which depends on whose turn it is at each line.
  mutating func replay(_ timing: RoundTiming) {
    cycles += timing.cycles
    for (line, releases, departures) in timing.lines {
      let replay = BusLineReplay(
        releases, departures: departures, turn: turns[line], inputs: bus[line].inputFifos.count)
      turns[line] = replay.turn
      bus[line].conflicts += replay.conflicts
      bus[line].waitingInputs += replay.waiting
      for (input, packets) in replay.occupancy.enumerated() { bus[line].inputFifos[input].reach(packets) }
    }
  }

  /// Counts `times` rounds that do the same but for what is on the bus at the same time.
  /// - Parameter round: one of them.
  mutating func count(_ round: StationaryRound, _ timing: RoundTiming, times: Int) {
    timing.ports.count(streams: streams, rounds: times, in: &distribution)
    let packets = times * streams
    countMultipliers(round, packets: packets, times: times)
    if let (configuration, program) = timing.plan.tree {
      program.count(packets, in: &reduction)
      reduction.countConfigurations(of: configuration, times)
    }
    for (wire, packets) in timing.adderOccupancy { reduction.withInputFifo(behind: wire) { $0.reach(packets) } }
    for exit in timing.plan.exits {
      let (line, input) = (exit.input.line, exit.input.input)
      bus[line].sends += packets
      bus[line].inputWrites[input] += packets
      bus[line].inputReceives[input] += packets
      bus[line].inputFifos[input] += FifoCounts(pushes: packets, pops: packets)
    }
    for port in timing.ports.elements.indices {
      memory.portWeights[port] += times * timing.ports.elements[port]
      memory.portInputs[port] += packets * timing.ports.positions[port]
    }
    if round.isContinuation {
      memory.psumReads += packets
      memory.portPsums[0] += packets
    }
    memory.weightReads += times * round.elements.count
    memory.psumWrites += packets * round.virtualNeurons
    memory.reconfigurations += times
    memory.maximumVectors = max(memory.maximumVectors, round.virtualNeurons)
    virtualNeurons += times * round.virtualNeurons
  }

  private mutating func countMultipliers(_ round: StationaryRound, packets: Int, times: Int) {
    for multiplier in 0..<round.firstMultiplier + round.elements.count {
      multipliers[multiplier].configurations += times
      multipliers[multiplier].activationFifo += .passingThrough(packets)
      multipliers[multiplier].psumFifo += .passingThrough(packets)
      if multiplier < round.firstMultiplier {
        multipliers[multiplier].psumsReceived += packets
        multipliers[multiplier].psumsForwarded += packets
      } else {
        multipliers[multiplier].multiplications += packets
        multipliers[multiplier].inputsReceived += packets
        multipliers[multiplier].weightsReceived += times
        // A weight goes back after each use, and is thrown away when the next round is configured.
        multipliers[multiplier].weightFifo += FifoCounts(
          pushes: packets + times, pops: packets + times, maximumOccupancy: 1)
      }
    }
  }

  /// Ends with `round`, whose weights stay where they are and whose configuration is the one that is shown.
  func statistics(
    _ plan: SparseGEMMPlan, inputReads: Int, last round: StationaryRound, _ last: ReductionPlan
  ) -> FabricStatistics {
    var (multipliers, reduction, memory) = (multipliers, reduction, memory)
    for index in round.elements.indices {
      multipliers[round.firstMultiplier + index - round.elements.lowerBound].weightFifo.pops -= 1
    }
    if let (configuration, program) = last.tree {
      reduction.configure(configuration, last.wiring, times: 0)
      reduction.collectLateralWrites(program.topology)
    }
    memory.inputReads = inputReads
    memory.averageVectors = virtualNeurons / plan.rounds.count
    memory.stationarySparsity = plan.stationary.sparsity
    memory.streamingSparsity = plan.streaming.sparsity
    return FabricStatistics(
      cycles: cycles, distribution: distribution, multipliers: .linear(multipliers),
      virtualNeurons: last.virtualNeurons(multipliers: multipliers.count), reduction: reduction, memory: memory,
      bus: bus)
  }
}
