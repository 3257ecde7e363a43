import CycleSimulator

extension StonneFiles {
  /// The text of the `.counters` file: a line for each instance of each component, section by section.
  package var counters: String {
    var lines = CounterLines()
    lines.append("CYCLES=\(statistics.cycles)")
    lines.append("[DSNetwork]")
    lines.distribution(statistics.distribution)
    lines.append("[MSNetwork]")
    lines.multipliers(statistics.multipliers)
    lines.append("[ReduceNetwork]")
    lines.reduction(statistics.reduction)
    lines.append("[GlobalBuffer]")
    lines.append("GLOBALBUFFER READ=\(statistics.memory.reads) WRITE=\(statistics.memory.writes)")
    lines.append("[CollectionBus]")
    lines.bus(statistics.bus)
    lines.append("")
    return lines.text
  }
}

/// The lines of a `.counters` file.
private struct CounterLines {
  private(set) var text = ""

  mutating func append(_ line: String) {
    text += line
    text += "\n"
  }

  /// Reads are those of an empty wire, which never happen.
  private mutating func wires(_ component: String, _ writes: some Sequence<Int>) {
    for count in writes { append("\(component) WRITE=\(count) READ=0") }
  }

  private mutating func fifos(_ counts: [FifoCounts]) {
    for fifo in counts { append("FIFO PUSH=\(fifo.pushes) POP=\(fifo.pops) FRONT=0") }
  }

  mutating func distribution(_ network: DistributionStatistics) {
    wires("DN_WIRE", network.portWrites)
    for port in network.portWrites.indices {
      let tree = network.tree(port)
      for node in tree { wires("DN_WIRE", [node.leftSends, node.rightSends]) }
      for node in tree { append("SWITCH ROUTE_UNICAST=\(node.unicasts) ROUTE_BROADCAST=\(node.broadcasts)") }
    }
  }

  mutating func multipliers(_ network: MultiplierStatistics) {
    wires("MN_WIRE", network.linkWrites)
    switch network {
    case .linear(let multipliers):
      for unit in multipliers {
        append(
          "MULTIPLIER MULTIPLICATION=\(unit.multiplications) FORWARD_PSUM=\(unit.psumsReceived)"
            + " CONFIGURATION=\(unit.configurations)")
        fifos(unit.fifos)
      }
    case .mesh(let elements, _):
      for unit in elements {
        append("MULTIPLIER MULTIPLICATION=\(unit.multiplications) CONFIGURATION=\(unit.configurations)")
        fifos(unit.fifos)
      }
    }
  }

  mutating func reduction(_ network: ReductionStatistics) {
    wires("RN_WIRE", network.inputWrites)
    wires("RN_WIRE", network.lateralWrites)
    wires("RN_WIRE", network.foldWrites)
    for adder in network.adders {
      append(
        "ADDER ADD_2_1=\(adder.sums2to1) ADD_3_1=\(adder.sums3to1) CONFIGURATION=\(adder.configurations)")
      fifos(adder.fifos)
    }
    wires("RN_WIRE", network.accumulatorWrites)
    for unit in network.accumulators {
      append("ACCUMULATOR READ=\(unit.registerReads) WRITE=\(unit.registerWrites) ADD=\(unit.adds)")
      fifos(unit.fifos)
    }
  }

  mutating func bus(_ lines: [BusLineCounts]) {
    for line in lines {
      wires("CB_WIRE", line.inputWrites)
      fifos(line.inputFifos)
      wires("CB_WIRE", CollectionOfOne(line.sends))
    }
  }
}
