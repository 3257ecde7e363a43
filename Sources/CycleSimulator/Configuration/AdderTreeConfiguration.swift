/// The configuration of a reduction tree for virtual neurons that lie side by side on the multipliers.
///
/// The rule of the augmented reduction tree (Kwon et al., MAERI, ASPLOS 2018), as STONNE applies it: a virtual neuron's
/// sums climb level by level; where they would enter two neighbours with different parents, the node with the
/// smaller share sends over the augmented link. A node that two virtual neurons reach passes both on.
package struct AdderTreeConfiguration: Hashable, Sendable {
  package let topology: AdderTreeTopology
  /// By node.
  package private(set) var adders: [AdderConfiguration]

  /// - Parameter sizes: multipliers of each virtual neuron, from multiplier 0 on; together at most the tree's leaves.
  package init(_ topology: AdderTreeTopology, virtualNeurons sizes: some Sequence<Int>) {
    self.topology = topology
    adders = Array(repeating: AdderConfiguration(), count: topology.nodeCount)
    var first = 0
    for size in sizes where size > 0 {
      configure(first..<first + size)
      first += size
    }
    enableChildren(usedLeaves: first)
  }

  /// Adds one virtual neuron to what was configured for those before it.
  private mutating func configure(_ leaves: Range<Int>) {
    var active = leaves
    for level in stride(from: topology.levels - 1, through: 0, by: -1) {
      active = climb(level, active)
      guard active.count == 1 else { continue }
      let node = topology.node(level, active.lowerBound)
      if topology.hasFoldingLinks {
        foldResult(of: node, target: topology.foldTarget(level, active.lowerBound))
        return
      }
      // Up to the root: the sum leaves the tree at the first of these nodes, and all count as configured.
      adders[node].sendsToMemory = true
    }
  }

  private mutating func foldResult(of node: Int, target: Int) {
    adders[node].sendsToFold = true
    adders[target].sendsToMemory = true
    adders[target].mode = .fold
    adders[target].isUsed = true
  }

  /// Configures the nodes of one level for the active children below them.
  /// - Returns: the nodes that have a result for the level above.
  private mutating func climb(_ level: Int, _ children: Range<Int>) -> Range<Int> {
    let climb = AdderTreeClimb(topology, level, children)
    let (first, last) = (climb.reached.lowerBound, climb.reached.upperBound - 1)
    if climb.sendsRight { join(receiver: topology.node(level, first + 1), sender: topology.node(level, first)) }
    if climb.sendsLeft { join(receiver: topology.node(level, last - 1), sender: topology.node(level, last)) }
    for index in climb.reached.dropFirst(climb.sendsRight ? 2 : 0).dropLast(climb.sendsLeft ? 2 : 0) {
      let node = topology.node(level, index)
      pass(node, adders[node].link == .none ? .forward : .split)
    }
    return climb.active
  }

  private mutating func join(receiver: Int, sender: Int) {
    adders[receiver].link = .receive
    adders[receiver].mode = .add3to1
    adders[receiver].isUsed = true
    adders[sender].link = .send
    pass(sender, .split)
  }

  /// A node's mode for one more virtual neuron: it adds for the first, and shares its inputs among several.
  private mutating func pass(_ node: Int, _ shared: AdderConfiguration.Mode) {
    adders[node].mode = adders[node].isUsed ? shared : .add2to1
    adders[node].isUsed = true
  }

  /// Tells each node which children will send to it.
  private mutating func enableChildren(usedLeaves: Int) {
    for level in 0..<topology.levels {
      for index in 0..<topology.width(level) {
        let node = topology.node(level, index)
        if level == topology.levels - 1 {
          adders[node].leftChildEnabled = 2 * index < usedLeaves
          adders[node].rightChildEnabled = 2 * index + 1 < usedLeaves
        } else {
          adders[node].leftChildEnabled = adders[topology.node(level + 1, 2 * index)].sendsToParent
          adders[node].rightChildEnabled = adders[topology.node(level + 1, 2 * index + 1)].sendsToParent
        }
      }
    }
  }
}

extension AdderConfiguration {
  /// Whether the parent has to expect something from this node.
  fileprivate var sendsToParent: Bool {
    guard isUsed else { return false }
    return switch mode {
    case .add3to1, .split, .forward: true
    case .add2to1: link == .none
    case .fold: false
    }
  }
}
