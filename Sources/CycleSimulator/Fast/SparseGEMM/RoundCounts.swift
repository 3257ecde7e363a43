import Hardware
import Sparsity

/// How often a SparseGEMM uses each component, round after round; made into counters at the end, since in every round
/// each stream through a component has as many packets as there are streaming vectors.
struct RoundCounts {
  private let streams: Int
  private let nodes: Int
  /// Rounds by multipliers in use, without and with a partial sum of earlier rounds.
  private var rounds: [Int]
  private var continuations: [Int]
  /// The same of the last rounds of runs, whose weights stay where they are.
  private var lastRounds: [Int]
  private var lastContinuations: [Int]
  /// Virtual neurons by the number of their tree.
  private var uses: [Int] = []
  private var configurations: [Int]
  private var configured: AdderSet
  private var virtualNeurons = 0
  private var maximumVectors = 0
  private var elements = 0
  private var first: FirstRun?

  /// What is told of one run only.
  private struct FirstRun {
    var run: Int
    var averageVectors: Int
    var stationarySparsity: Int
    /// Multipliers of the virtual neurons of the last round.
    var lastSizes: [Int]
  }

  init(streams: Int, multipliers: Int, nodes: Int) {
    self.streams = streams
    self.nodes = nodes
    rounds = Array(repeating: 0, count: multipliers + 1)
    continuations = rounds
    lastRounds = rounds
    lastContinuations = rounds
    configurations = Array(repeating: 0, count: nodes)
    configured = AdderSet(count: nodes)
  }

  /// A round of several virtual neurons begins.
  mutating func begin(_ round: StationaryRound) {
    rounds[round.used] += 1
    elements += round.elements.count
    virtualNeurons += round.virtualNeurons
    maximumVectors = max(maximumVectors, round.virtualNeurons)
    configured.removeAll()
  }

  mutating func count(_ tree: VirtualNeuronTree, _ number: Int, times: Int = 1) {
    if number >= uses.count { uses += repeatElement(0, count: number + 1 - uses.count) }
    uses[number] += times
    configured.formUnion(tree.configured)
  }

  mutating func endRound(times: Int = 1) {
    configured.visit { configurations[$0] += times }
  }

  /// Counts rounds of one virtual neuron.
  mutating func count(alone round: StationaryRound, _ tree: VirtualNeuronTree, _ number: Int, times: Int) {
    if round.isContinuation { continuations[round.used] += times } else { rounds[round.used] += times }
    elements += times * round.elements.count
    maximumVectors = max(maximumVectors, 1)
    virtualNeurons += times
    configured.removeAll()
    count(tree, number, times: times)
    endRound(times: times)
  }

  /// A run ends. Runs come in any order.
  mutating func end(_ run: Int, _ plan: SparseGEMMPlan) {
    let last = plan.rounds[plan.rounds.count - 1]
    if last.isContinuation { lastContinuations[last.used] += 1 } else { lastRounds[last.used] += 1 }
    guard run < first?.run ?? .max else { return }
    first = FirstRun(
      run: run,
      averageVectors: plan.rounds.reduce(0) { $0 + $1.virtualNeurons } / plan.rounds.count,
      stationarySparsity: plan.stationarySparsity,
      lastSizes: last.sizes(in: plan.stationary))
  }
}

// MARK: - Counters

extension RoundCounts {
  func statistics(
    _ dataflow: String, cycles: Int, _ ports: PortCounts, _ neurons: VirtualNeuronTable,
    _ collection: RoundCollection, topology: AdderTreeTopology, wiring: BusWiring,
    on hardware: HardwareConfiguration
  ) -> FabricStatistics {
    guard let first else { preconditionFailure("a layer has one run at least") }
    var ports = ports
    ports.settle()
    let last = ReductionPlan(virtualNeurons: first.lastSizes, on: hardware, wiring: wiring)
    var reduction = reduction(neurons, topology)
    if let tree = last.tree { reduction.configure(tree.configuration, wiring, times: 0) }
    reduction.collectLateralWrites(topology)
    return FabricStatistics(
      cycles: cycles, distribution: ports.statistics(streams: streams), multipliers: .linear(multipliers),
      virtualNeurons: last.virtualNeurons(multipliers: hardware.multipliers), reduction: reduction,
      memory: memory(dataflow, ports, first, on: hardware), bus: bus(neurons, collection, wiring))
  }

  private var multipliers: [LinearMultiplierCounts] {
    let (loads, takes) = (Self.usesByMultiplier(rounds), Self.usesByMultiplier(continuations))
    let (lastLoads, lastTakes) = (Self.usesByMultiplier(lastRounds), Self.usesByMultiplier(lastContinuations))
    return loads.indices.map { multiplier in
      // A continuation takes the partial sum in at multiplier 0.
      let takesSum = multiplier == 0
      let elements = loads[multiplier] + (takesSum ? 0 : takes[multiplier])
      let lastElements = lastLoads[multiplier] + (takesSum ? 0 : lastTakes[multiplier])
      let sums = streams * (takesSum ? takes[multiplier] : 0)
      let packets = streams * (loads[multiplier] + takes[multiplier])
      var counts = LinearMultiplierCounts()
      counts.configurations = loads[multiplier] + takes[multiplier]
      counts.activationFifo = .passingThrough(packets)
      counts.psumFifo = .passingThrough(packets)
      counts.psumsReceived = sums
      counts.psumsForwarded = sums
      counts.multiplications = streams * elements
      counts.inputsReceived = streams * elements
      counts.weightsReceived = elements
      // A weight goes back after each use, and is thrown away when the next round is configured.
      counts.weightFifo = FifoCounts(
        pushes: (streams + 1) * elements, pops: (streams + 1) * elements - lastElements,
        maximumOccupancy: min(elements, 1))
      return counts
    }
  }

  /// From rounds by multipliers in use, the rounds of each multiplier.
  private static func usesByMultiplier(_ rounds: [Int]) -> [Int] {
    var uses = Array(rounds.dropFirst())
    for multiplier in uses.indices.dropLast().reversed() { uses[multiplier] += uses[multiplier + 1] }
    return uses
  }

  private func reduction(_ neurons: VirtualNeuronTable, _ topology: AdderTreeTopology) -> ReductionStatistics {
    var statistics = ReductionStatistics(of: topology)
    var traffic = TreeTraffic(nodes: nodes)
    for (number, times) in uses.enumerated() where times > 0 {
      traffic.add(neurons.trees[number], packets: times * streams)
    }
    traffic.count(in: &statistics)
    for node in 0..<nodes {
      statistics.adders[node].configurations = configurations[node]
      statistics.adders[node].leftFifo.reach(neurons.occupancy[3 * node])
      statistics.adders[node].rightFifo.reach(neurons.occupancy[3 * node + 1])
      statistics.adders[node].lateralInputFifo.reach(neurons.occupancy[3 * node + 2])
    }
    return statistics
  }

  private func memory(
    _ dataflow: String, _ ports: PortCounts, _ first: FirstRun, on hardware: HardwareConfiguration
  ) -> MemoryStatistics {
    var memory = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth, dataflow: dataflow)
    memory.portWeights = ports.elements
    memory.portInputs = ports.positions.map { streams * $0 }
    memory.psumReads = streams * ports.continuations
    memory.portPsums[0] = memory.psumReads
    memory.weightReads = elements
    memory.psumWrites = streams * virtualNeurons
    memory.reconfigurations = rounds.reduce(0, +) + continuations.reduce(0, +)
    memory.averageVectors = first.averageVectors
    memory.maximumVectors = maximumVectors
    memory.stationarySparsity = first.stationarySparsity
    return memory
  }

  private func bus(
    _ neurons: VirtualNeuronTable, _ collection: RoundCollection, _ wiring: BusWiring
  ) -> [BusLineCounts] {
    var bus = Array(repeating: BusLineCounts(inputs: wiring.inputsPerLine), count: wiring.lines)
    for (number, times) in uses.enumerated() where times > 0 {
      let (input, packets) = (wiring.inputs[neurons.trees[number].exit], times * streams)
      bus[input.line].sends += packets
      bus[input.line].inputWrites[input.input] += packets
      bus[input.line].inputReceives[input.input] += packets
      bus[input.line].inputFifos[input.input] += FifoCounts(pushes: packets, pops: packets)
    }
    for line in bus.indices {
      bus[line].conflicts = collection.conflicts[line]
      bus[line].waitingInputs = collection.waiting[line]
      for input in 0..<wiring.inputsPerLine {
        bus[line].inputFifos[input].reach(collection.occupancy[line * wiring.inputsPerLine + input])
      }
    }
    return bus
  }
}
