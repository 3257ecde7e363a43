/// What each adder of a configured reduction tree does with the packets of each virtual neuron, leaves first: the
/// data flow through the tree, without time.
///
/// Every stream through a tree has as many packets as any other, so that counters follow from the steps, the cycle
/// of each packet from the products' cycles, and the order of additions of a virtual neuron is one list.
package struct ReductionProgram {
  /// One adder's work on the packets of one virtual neuron.
  package struct Step {
    package let adder: Int
    /// The wires that bring the operands: left, right, from the neighbour.
    package let inputs: [Int]
    package let output: Output
    package let virtualNeuron: Int
  }

  package enum Output: Hashable {
    case parent(wire: Int)
    case neighbour(wire: Int)
    /// To the memory, by way of the adder's accumulator or of a folding node where there is one.
    case memory
  }

  package let topology: AdderTreeTopology
  package private(set) var steps: [Step] = []

  /// - Parameters:
  ///   - configuration: of the tree.
  ///   - virtualNeuron: of each multiplier in use, from multiplier 0 on.
  package init(_ configuration: AdderTreeConfiguration, virtualNeurons: [Int]) {
    topology = configuration.topology
    // By wire: the virtual neuron whose packets it carries.
    var carried: [Int?] = Array(repeating: nil, count: 3 * topology.nodeCount)
    for (multiplier, neuron) in virtualNeurons.enumerated() { carried[wire(fromMultiplier: multiplier)] = neuron }

    for level in stride(from: topology.levels - 1, through: 0, by: -1) {
      let nodes = (0..<topology.width(level)).map { topology.node(level, $0) }
      let senders = nodes.filter { configuration.adders[$0].link == .send }
      let others = nodes.filter { configuration.adders[$0].link != .send }
      for node in senders + others {
        let index = node - topology.node(level, 0)
        for (inputs, output) in work(of: node, configuration.adders[node], level, index, carried: carried) {
          guard let neuron = inputs.lazy.compactMap({ carried[$0] }).first else { continue }
          steps.append(Step(adder: node, inputs: inputs, output: output, virtualNeuron: neuron))
          switch output {
          case .parent(let wire), .neighbour(let wire): carried[wire] = neuron
          case .memory: break
          }
        }
      }
    }
  }

  /// The wire from a multiplier into the tree. An adder n has the input wires 2n and 2n + 1.
  func wire(fromMultiplier multiplier: Int) -> Int {
    2 * topology.node(topology.levels - 1, 0) + multiplier
  }

  /// The wire of the augmented link into an adder.
  func lateralWire(into adder: Int) -> Int { 2 * topology.nodeCount + adder }

  /// Wires of all kinds.
  var wireCount: Int { 3 * topology.nodeCount }

  /// The groups of inputs that an adder puts together, with where each group's result goes.
  private func work(
    of node: Int, _ adder: AdderConfiguration, _ level: Int, _ index: Int, carried: [Int?]
  ) -> [(inputs: [Int], output: Output)] {
    let left = 2 * node
    let right = 2 * node + 1
    let up =
      adder.sendsToMemory || adder.sendsToFold || level == 0
      ? Output.memory : .parent(wire: 2 * topology.node(level - 1, index / 2) + index % 2)
    let across = topology.neighbour(level, index).map { Output.neighbour(wire: lateralWire(into: $0)) } ?? up
    let groups: [([Int], Output)] =
      switch adder.mode {
      case .add2to1, .fold: [([left, right], adder.link == .send ? across : up)]
      case .add3to1: [([left, right, lateralWire(into: node)], up)]
      case .split:
        topology.startsPair(level, index) ? [([left], up), ([right], across)] : [([left], across), ([right], up)]
      case .forward: [([left], up), ([right], up)]
      }
    return groups.map { inputs, output in (inputs.filter { carried[$0] != nil }, output) }
      .filter { !$0.0.isEmpty }
  }
}
