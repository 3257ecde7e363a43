/// How the destinations in use are spread over the ports of the distribution network: destination x hangs
/// at port `x / leaves`, and a port serves its destinations in ascending order, one a cycle.
struct PortShares {
  /// Destinations in use behind each port.
  private(set) var loads: [Int]
  /// The place of each destination in use in its port's order, as they were given.
  private(set) var ranks: [Int] = []
  private let leaves: Int

  /// - Parameters:
  ///   - destinations: those in use, in ascending order.
  ///   - ports: read ports of the global buffer.
  ///   - leaves: destinations behind a port, used or not.
  init(destinations: some Sequence<Int>, ports: Int, leaves: Int) {
    self.leaves = leaves
    loads = Array(repeating: 0, count: ports)
    for destination in destinations {
      ranks.append(loads[destination / leaves])
      loads[destination / leaves] += 1
    }
  }

  /// Cycles from a port to a destination: a tree is crossed within the cycle, but what comes out of it is read
  /// in the next one; a tree without switches is the destination's own wire.
  var latency: Int { leaves == 1 ? 0 : 1 }

  func load(of destination: Int) -> Int { loads[destination / leaves] }
}
