/// The sets of multipliers that packets go to, each behind one read port: what a packet carries is a set's number.
///
/// How switches route a packet depends on its set only, so that a packet is counted by its set, and the switches
/// when the run is over.
struct DestinationSets {
  /// Destinations behind each port.
  let leaves: Int
  private(set) var ports: [Int] = []
  /// Where each set begins among `members`; one more at the end.
  private(set) var starts = [0]
  private(set) var members: [Int] = []

  init(leaves: Int) { self.leaves = leaves }

  var count: Int { ports.count }

  /// Adds a set.
  /// - Parameter destinations: all behind one port, at least one.
  /// - Returns: its number.
  mutating func add(_ destinations: some Collection<Int>) -> Int {
    for destination in destinations { members.append(destination) }
    starts.append(members.count)
    ports.append(members[members.count - 1] / leaves)
    return ports.count - 1
  }

  /// Splits destinations by port.
  /// - Parameter destinations: in ascending order.
  /// - Returns: the number of the set behind each port that has one.
  mutating func addByPort(_ destinations: [Int]) -> [Int] {
    var sets: [Int] = []
    var rest = destinations[...]
    while let first = rest.first {
      let share = rest.prefix { $0 / leaves == first / leaves }
      sets.append(add(share))
      rest = rest.dropFirst(share.count)
    }
    return sets
  }

  func destinations(of set: Int) -> ArraySlice<Int> { members[starts[set]..<starts[set + 1]] }

  /// The counters of the distribution network after `packets[set]` packets for each set.
  func statistics(packets: [Int], ports portCount: Int) -> DistributionStatistics {
    var statistics = DistributionStatistics(ports: portCount, levels: leaves.trailingZeroBitCount)
    // A tree in heap order: node 1 is the root, its leaves are the multipliers.
    var isReached = Array(repeating: false, count: 2 * leaves)
    for set in 0..<count where packets[set] > 0 {
      for node in isReached.indices { isReached[node] = false }
      for destination in destinations(of: set) { isReached[leaves + destination % leaves] = true }
      for node in stride(from: leaves - 1, to: 0, by: -1) {
        isReached[node] = isReached[2 * node] || isReached[2 * node + 1]
      }
      statistics.portWrites[ports[set]] += packets[set]
      let firstSwitch = ports[set] * statistics.switchesPerPort
      for node in 1..<leaves where isReached[node] {
        statistics.switches[firstSwitch + node - 1].route(
          left: isReached[2 * node], right: isReached[2 * node + 1], packets: packets[set])
      }
    }
    return statistics
  }
}
