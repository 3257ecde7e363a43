extension ReductionProgram {
  /// The adders' counters where every stream carries `packets` packets over `runs` configurations, but for the fill of
  /// FIFOs in which an operand waits for another, which depends on timing.
  func statistics(
    _ configuration: AdderTreeConfiguration, wiring: BusWiring, packets: Int, configurations: Int
  ) -> ReductionStatistics {
    var statistics = ReductionStatistics()
    statistics.levelWidths = topology.levelWidths
    statistics.configuration = configuration.adders
    statistics.adders = Array(repeating: AdderCounts(), count: topology.nodeCount)
    for (node, input) in wiring.inputs.enumerated() {
      statistics.configuration[node].busLine = input.line
      statistics.configuration[node].busInput = input.input
      if configuration.adders[node].isUsed { statistics.adders[node].configurations = configurations }
    }
    for step in steps { statistics.adders[step.adder].count(step, packets: packets, of: self) }

    var writes = Array(repeating: 0, count: wireCount)
    for wire in steps.flatMap(\.inputs) { writes[wire] = packets }
    statistics.inputWrites = Array(writes[..<(2 * topology.nodeCount)])
    for (left, position) in topology.positions.enumerated()
    where topology.startsPair(position.level, position.index) {
      // One wire, whichever of the two receives.
      statistics.lateralWrites.append(writes[lateralWire(into: left)] + writes[lateralWire(into: left + 1)])
    }
    return statistics
  }

  /// The FIFO behind an input wire, of the adder that the wire leads to.
  func inputFifo(behind wire: Int) -> (adder: Int, fifo: WritableKeyPath<AdderCounts, FifoCounts>) {
    if wire >= 2 * topology.nodeCount { return (wire - 2 * topology.nodeCount, \.lateralInputFifo) }
    return (wire / 2, wire % 2 == 0 ? \.leftFifo : \.rightFifo)
  }
}

extension AdderCounts {
  fileprivate mutating func count(_ step: ReductionProgram.Step, packets: Int, of program: ReductionProgram) {
    for wire in step.inputs { self[keyPath: program.inputFifo(behind: wire).fifo] += .passingThrough(packets) }
    switch step.inputs.count {
    case 2: sums2to1 += packets
    case 3: sums3to1 += packets
    default: break
    }
    switch step.output {
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
