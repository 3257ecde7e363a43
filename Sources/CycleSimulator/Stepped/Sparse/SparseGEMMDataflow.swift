import Hardware
import Sparsity
import Workload

/// The dataflow of SparseGEMM (SIGMA): each round as many stationary vectors as fit, or a part of a long one; then
/// every streaming vector, position by position.
struct SparseGEMMDataflow: SparseDataflow {
  private let plan: SparseGEMMPlan
  private let operands: LayerOperands?
  private let streaming: VectorBitmap
  private let multipliers: Int
  private let leaves: Int

  private var round: StationaryRound
  private var sets: DestinationSets
  /// The set of each multiplier, and the sets of those that hold an element at a position, one a port.
  private var multiplierSets: [Int] = []
  private var positionSets: [[Int]] = []
  /// Results that came back of each virtual neuron: one for each streaming vector.
  private var stored: [Int] = []
  private var virtualNeurons = 0
  private var results: [Float]
  private var counts: MemoryStatistics

  init(_ plan: SparseGEMMPlan, operands: LayerOperands?, on hardware: HardwareConfiguration) {
    self.plan = plan
    self.operands = operands
    streaming = plan.streamingBitmap(operands)
    multipliers = hardware.multipliers
    leaves = hardware.multipliers / hardware.distributionBandwidth
    round = plan.rounds[0]
    sets = DestinationSets(leaves: leaves)
    results = Array(repeating: 0, count: plan.shape.m * plan.shape.n)
    counts = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: plan.options.dataflow.rawValue)
    counts.stationarySparsity = plan.stationarySparsity
    counts.streamingSparsity = sparsityPercent(
      elements: streaming.vectors * streaming.length, existing: streaming.ones.reduce(0, +))
  }

  var roundCount: Int { plan.rounds.count }
  var outputs: [Float] { operands == nil ? [] : results }
  private var streams: Int { streaming.vectors }

  mutating func begin(_ index: Int) -> SparseRound {
    round = plan.rounds[index]
    stored = Array(repeating: 0, count: round.virtualNeurons)
    counts.reconfigurations &+= 1
    counts.maximumVectors = max(counts.maximumVectors, round.virtualNeurons)
    virtualNeurons += round.virtualNeurons
    collectDestinations()
    return SparseRound(
      roles: roles, sizes: round.sizes(in: plan.stationary), folds: 1, sets: sets, stationarySteps: 1,
      streamingSteps: streams,
      results: round.virtualNeurons * streams)
  }

  private mutating func collectDestinations() {
    sets = DestinationSets(leaves: leaves)
    multiplierSets = (0..<round.used).map { sets.add([$0]) }
    var holders = Array(repeating: [Int](), count: plan.shape.k)
    for (place, element) in round.elements.enumerated() {
      holders[Int(plan.stationary.columnIndices[element])].append(round.firstMultiplier + place)
    }
    positionSets = holders.map { sets.addByPort($0) }
  }

  private var roles: [LinearMultiplier.Role] {
    let used = round.sizes(in: plan.stationary).enumerated().flatMap { neuron, size in
      (0..<size).map { _ in
        var role = LinearMultiplier.Role()
        role.virtualNeuron = neuron
        role.productsPerPass = streams
        return role
      }
    }
    var roles = used + Array(repeating: LinearMultiplier.Role(), count: multipliers - used.count)
    if round.isContinuation {
      roles[0].isForwarder = true
      roles[0].beginsSums = false
    }
    return roles
  }

  mutating func queueStationary(_ step: Int, on ports: inout SparseReadPorts) {
    for (place, element) in round.elements.enumerated() {
      let packet = Packet(kind: .weight, value: plan.stationary.values[element])
      ports.queue(packet, for: multiplierSets[round.firstMultiplier &+ place], of: sets)
      counts.weightReads &+= 1
    }
  }

  mutating func queueStreaming(_ step: Int, on ports: inout SparseReadPorts) {
    if round.isContinuation {
      let sum = results[plan.outputIndex(stationary: round.vectors.lowerBound, streaming: step)]
      ports.queue(Packet(kind: .psum, value: sum), for: multiplierSets[0], of: sets)
      counts.psumReads &+= 1
    }
    for position in round.positions {
      // Read even where no multiplier wants it.
      if streaming.bits[step &* streaming.length &+ position] { counts.inputReads &+= 1 }
      guard !positionSets[position].isEmpty else { continue }
      let packet = Packet(kind: .activation, value: streamedValue(step, position))
      for set in positionSets[position] { ports.queue(packet, for: set, of: sets) }
    }
  }

  private func streamedValue(_ vector: Int, _ position: Int) -> Float {
    guard let operands else { return 0 }
    return switch plan.options.dataflow {
    case .leftStationary: operands.right[position &* plan.shape.n &+ vector]
    case .rightStationary: operands.left[vector &* plan.shape.k &+ position]
    }
  }

  mutating func store(_ result: Psum) {
    let neuron = result.virtualNeuron
    results[plan.outputIndex(stationary: round.vectors.lowerBound + neuron, streaming: stored[neuron])] =
      result.value
    stored[neuron] &+= 1
    counts.psumWrites &+= 1
  }

  var statistics: MemoryStatistics {
    var statistics = counts
    statistics.averageVectors = virtualNeurons / max(counts.reconfigurations, 1)
    return statistics
  }
}

extension SparseGEMMPlan {
  /// Which elements of the streaming vectors exist: all of them where there are no operands.
  fileprivate func streamingBitmap(_ operands: LayerOperands?) -> VectorBitmap {
    switch options.dataflow {
    case .leftStationary:
      VectorBitmap(
        columnsOf: operands?.right ?? Array(repeating: 1, count: shape.k * shape.n), rows: shape.k,
        columns: shape.n)
    case .rightStationary:
      VectorBitmap(
        rowsOf: operands?.left ?? Array(repeating: 1, count: shape.m * shape.k), rows: shape.m, columns: shape.k)
    }
  }
}
