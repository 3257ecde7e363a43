extension ReductionProgram {
  /// Counts `packets` packets on every stream, but for the fill of FIFOs in which an operand waits for another,
  /// which depends on timing.
  func count(_ packets: Int, in statistics: inout ReductionStatistics) {
    for step in steps {
      for wire in step.inputs { statistics.receive(packets, on: wire) }
      let output: VirtualNeuronTree.Output =
        switch step.output {
        case .parent: .parent
        case .neighbour: .neighbour
        case .memory: .memory
        }
      statistics.adders[step.adder].count(packets, from: step.inputs.count, to: output)
    }
  }
}

extension ReductionStatistics {
  /// The counters of a tree before anything happened.
  init(of topology: AdderTreeTopology) {
    self.init()
    levelWidths = topology.levelWidths
    adders = Array(repeating: AdderCounts(), count: topology.nodeCount)
    configuration = Array(repeating: AdderConfiguration(), count: topology.nodeCount)
    inputWrites = Array(repeating: 0, count: 2 * topology.nodeCount)
  }

  /// Counts that the tree was configured `times` times, this way at last.
  mutating func configure(_ tree: AdderTreeConfiguration, _ wiring: BusWiring, times: Int) {
    configuration = tree.adders
    for (node, input) in wiring.inputs.enumerated() {
      configuration[node].busLine = input.line
      configuration[node].busInput = input.input
    }
    countConfigurations(of: tree, times)
  }

  /// Counts configurations of the adders that a virtual neuron uses.
  mutating func countConfigurations(of tree: AdderTreeConfiguration, _ times: Int) {
    for (node, adder) in tree.adders.enumerated() where adder.isUsed { adders[node].configurations += times }
  }

  /// Fills in the writes of the augmented links from what the adders sent over them.
  mutating func collectLateralWrites(_ topology: AdderTreeTopology) {
    lateralWrites = topology.positions.enumerated().compactMap { left, position in
      // One wire, whichever of the two sends.
      topology.startsPair(position.level, position.index)
        ? adders[left].lateralSends + adders[left + 1].lateralSends : nil
    }
  }

  /// Counts packets on an adder's input wire, each of which leaves its FIFO in the cycle in which it comes.
  mutating func receive(_ packets: Int, on wire: Int) {
    withInputFifo(behind: wire) { $0 += .passingThrough(packets) }
    if wire < inputWrites.count { inputWrites[wire] += packets }
  }

  /// Changes the FIFO behind an adder's input wire.
  mutating func withInputFifo(behind wire: Int, _ change: (inout FifoCounts) -> Void) {
    if wire >= 2 * adders.count {
      change(&adders[wire - 2 * adders.count].lateralInputFifo)
    } else if wire % 2 == 0 {
      change(&adders[wire / 2].leftFifo)
    } else {
      change(&adders[wire / 2].rightFifo)
    }
  }
}

extension AdderCounts {
  /// Counts packets that the adder puts together from so many streams.
  mutating func count(_ packets: Int, from inputs: Int, to output: VirtualNeuronTree.Output) {
    switch inputs {
    case 2: sums2to1 += packets
    case 3: sums3to1 += packets
    default: break
    }
    switch output {
    case .parent:
      parentSends += packets
      outputFifo += .passingThrough(packets)
    case .neighbour:
      lateralSends += packets
      lateralOutputFifo += .passingThrough(packets)
    case .memory:
      memorySends += packets
      outputFifo += .passingThrough(packets)
    }
  }
}
