extension DistributionStatistics {
  /// The counters after packets that each had one destination.
  /// - Parameters:
  ///   - packets: for each destination, in the order of the trees' leaves.
  ///   - ports: read ports; each has an equal share of the destinations, a power of two.
  init(unicasts packets: [Int], ports: Int) {
    self.init(ports: ports, levels: (packets.count / ports).trailingZeroBitCount)
    var before = [0]
    for count in packets { before.append(before[before.count - 1] + count) }
    func total(_ leaves: Range<Int>) -> Int { before[leaves.upperBound] - before[leaves.lowerBound] }
    for port in 0..<ports { portWrites[port] = total(leaves(of: port)) }
    forEachSwitch { counts, left, right in
      counts.route(left: true, right: false, packets: total(left))
      counts.route(left: false, right: true, packets: total(right))
    }
  }

  /// Adds packets that each went to every multiplier of one lane.
  ///
  /// Multipliers 0 ..< `used` have the lanes 0 ..< `lanes` over and over. So a stretch of them has as many lanes
  /// as multipliers, up to all, and of two stretches side by side both have those that the whole has too few of.
  mutating func addMulticasts(lanes: Int, used: Int, packetsPerLane packets: Int) {
    func lanesReached(_ leaves: Range<Int>) -> Int {
      min(lanes, max(0, min(used, leaves.upperBound) - leaves.lowerBound))
    }
    for port in portWrites.indices { portWrites[port] += packets * lanesReached(leaves(of: port)) }
    forEachSwitch { counts, left, right in
      let whole = lanesReached(left.lowerBound..<right.upperBound)
      let both = lanesReached(left) + lanesReached(right) - whole
      counts.route(left: true, right: true, packets: packets * both)
      counts.route(left: true, right: false, packets: packets * (lanesReached(left) - both))
      counts.route(left: false, right: true, packets: packets * (lanesReached(right) - both))
    }
  }

  private func leaves(of port: Int) -> Range<Int> { port << levels..<(port + 1) << levels }

  /// Visits every switch with the leaves below its left and its right output.
  private mutating func forEachSwitch(
    _ body: (inout DistributionSwitchCounts, _ left: Range<Int>, _ right: Range<Int>) -> Void
  ) {
    var index = 0
    for port in portWrites.indices {
      for level in 0..<levels {
        let half = 1 << (levels - level - 1)
        for start in stride(from: leaves(of: port).lowerBound, to: leaves(of: port).upperBound, by: 2 * half) {
          body(&switches[index], start..<start + half, start + half..<start + 2 * half)
          index += 1
        }
      }
    }
  }
}
