/// The distribution network of a linear array: a binary tree behind each read port, crossed within a cycle.
struct DistributionNetwork: ~Copyable {
  private let sets: DestinationSets
  private let ports: Int
  private let members: UnsafeMutableBufferPointer<Int>
  private let starts: UnsafeMutableBufferPointer<Int>
  /// Packets sent, by set.
  private var sent: UnsafeMutableBufferPointer<Int>
  /// What the memory put on the ports in this cycle.
  private let roots: UnsafeMutableBufferPointer<Root>
  private var rootCount = 0

  private struct Root {
    var packet: Packet
    var set: Int
  }

  init(_ sets: DestinationSets, ports: Int) {
    self.sets = sets
    self.ports = ports
    members = .allocate(capacity: sets.members.count)
    _ = members.initialize(from: sets.members)
    starts = .allocate(capacity: sets.starts.count)
    _ = starts.initialize(from: sets.starts)
    sent = .allocate(capacity: sets.count)
    sent.initialize(repeating: 0)
    roots = .allocate(capacity: ports)
  }

  deinit {
    members.deallocate()
    starts.deallocate()
    sent.deallocate()
    roots.deallocate()
  }

  /// Sends a packet into the tree of its set's port; at most one a port and cycle.
  ///
  /// A tree without switches is the multiplier's own wire, which is read in this cycle; all others are crossed at
  /// the end of it.
  mutating func send(_ packet: Packet, to set: Int, of multipliers: inout LinearArray) {
    sent[set] &+= 1
    if sets.leaves == 1 {
      deliver(packet, to: set, of: &multipliers)
    } else {
      roots[rootCount] = Root(packet: packet, set: set)
      rootCount &+= 1
    }
  }

  mutating func cycle(to multipliers: inout LinearArray) {
    for index in 0..<rootCount { deliver(roots[index].packet, to: roots[index].set, of: &multipliers) }
    rootCount = 0
  }

  private func deliver(_ packet: Packet, to set: Int, of multipliers: inout LinearArray) {
    for index in starts[set]..<starts[set &+ 1] { multipliers.receive(packet, at: members[index]) }
  }

  func statistics() -> DistributionStatistics { sets.statistics(packets: Array(sent), ports: ports) }

  func describe(_ state: inout MachineState) {
    state.add(rootCount)
    for index in 0..<rootCount {
      state.add(roots[index].set)
      state.add(roots[index].packet.kind.rawValue)
    }
  }
}
