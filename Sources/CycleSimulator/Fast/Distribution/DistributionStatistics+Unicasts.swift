extension DistributionStatistics {
  /// The counters after packets that each had one destination.
  /// - Parameters:
  ///   - packets: for each destination, in the order of the trees' leaves.
  ///   - ports: read ports; each has an equal share of the destinations, a power of two.
  init(unicasts packets: [Int], ports: Int) {
    let leaves = packets.count / ports
    self.init(ports: ports, levels: leaves.trailingZeroBitCount)
    var before = [0]
    for count in packets { before.append(before[before.count - 1] + count) }
    for port in 0..<ports {
      let firstLeaf = port * leaves
      portWrites[port] = before[firstLeaf + leaves] - before[firstLeaf]
      var index = port * switchesPerPort
      for level in 0..<levels {
        let half = leaves >> (level + 1)
        for start in stride(from: firstLeaf, to: firstLeaf + leaves, by: 2 * half) {
          switches[index].route(left: true, right: false, packets: before[start + half] - before[start])
          switches[index].route(left: false, right: true, packets: before[start + 2 * half] - before[start + half])
          index += 1
        }
      }
    }
  }
}
