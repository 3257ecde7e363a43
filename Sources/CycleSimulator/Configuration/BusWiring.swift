/// An input of the collection bus.
package struct BusInput: Hashable, Sendable {
  package var line: Int
  package var input: Int

  package init(line: Int, input: Int) {
    self.line = line
    self.input = input
  }
}

/// Which input of the collection bus each adder or accumulator is wired to.
package struct BusWiring: Hashable, Sendable {
  package let lines: Int
  package let inputsPerLine: Int
  /// The bus input of every adder by node, or of every accumulator of TEMPORALRN.
  package private(set) var inputs: [BusInput]
  /// The adders in the order in which they are wired, which is that of their accumulators.
  package private(set) var order: [Int]

  /// The wiring of a reduction tree: the pairs with an augmented link first, two inputs of a line each, then the
  /// outer nodes of every level.
  ///
  /// For some sizes an outer node gets an input that a pair has already (STONNE: 64 multipliers on 8 lines, and a few
  /// more): the two share the wire, and what both send in the same cycle collides.
  package init(_ topology: AdderTreeTopology, lines: Int) {
    self.lines = lines
    inputsPerLine = topology.leaves / lines + 1
    var paired: [Int] = []
    var outer: [Int] = []
    for (level, index) in topology.positions {
      if topology.startsPair(level, index) {
        paired += [topology.node(level, index), topology.node(level, index + 1)]
      } else if topology.neighbour(level, index) == nil {
        outer.append(topology.node(level, index))
      }
    }
    order = paired + outer
    inputs = Array(repeating: BusInput(line: 0, input: 0), count: topology.nodeCount)
    for (position, node) in paired.enumerated() {
      let pair = position / 2
      inputs[node] = BusInput(line: pair % lines, input: 2 * (pair / lines) + position % 2)
    }
    for (position, node) in outer.enumerated() {
      inputs[node] = BusInput(
        line: (position + paired.count) % lines, input: paired.count / lines + 1 + position / lines)
    }
  }

  /// The wiring of one accumulator behind each multiplier (TEMPORALRN).
  /// - Parameter multipliers: what the bus is sized for; on a mesh STONNE takes `ms_size`, not rows x columns.
  package init(accumulators: Int, multipliers: Int, lines: Int) {
    self.lines = lines
    inputsPerLine = multipliers / lines + 1
    order = Array(0..<accumulators)
    inputs = order.map { BusInput(line: $0 % lines, input: $0 / lines) }
  }

  /// Whether every input exists: more lines than multipliers leave a tree without.
  package var fits: Bool { inputs.allSatisfy { $0.input < inputsPerLine } }
}
