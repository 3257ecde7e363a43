/// What the distribution network counted: one binary tree of switches behind each read port.
package struct DistributionStatistics: Hashable, Sendable {
  /// Packets that the memory sent into each tree.
  package var portWrites: [Int]
  /// Switch levels of a tree: log2 of the leaves behind a port, 0 where the port is wired to its leaf.
  package let levels: Int
  /// The switches of all trees by (port, level, index).
  package var switches: [DistributionSwitchCounts]

  /// - Parameters:
  ///   - ports: read ports.
  ///   - levels: switch levels behind each.
  package init(ports: Int, levels: Int) {
    self.portWrites = Array(repeating: 0, count: ports)
    self.levels = levels
    self.switches = Array(repeating: DistributionSwitchCounts(), count: ports * ((1 << levels) - 1))
  }

  package var switchesPerPort: Int { (1 << levels) - 1 }

  /// The switches of one tree by (level, index).
  package func tree(_ port: Int) -> ArraySlice<DistributionSwitchCounts> {
    switches[port * switchesPerPort..<(port + 1) * switchesPerPort]
  }
}

/// How a switch of the distribution tree routed its packets.
package struct DistributionSwitchCounts: Hashable, Sendable {
  /// Packets that went to one child, and to both.
  package var unicasts = 0
  package var broadcasts = 0
  /// Packets that went down each output wire.
  package var leftSends = 0
  package var rightSends = 0

  package init() {}

  /// Counts `packets` that have destinations below the left child, the right child, or both.
  package mutating func route(left: Bool, right: Bool, packets: Int) {
    if left && right { broadcasts += packets } else if left || right { unicasts += packets }
    if left { leftSends += packets }
    if right { rightSends += packets }
  }
}
