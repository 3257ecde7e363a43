import Hardware

/// What the distribution network counts over many rounds of SparseGEMM. Whole ports of one virtual neuron, which
/// do the same in every round, are only counted.
struct PortCounts {
  private let leaves: Int
  private(set) var elements: [Int]
  private(set) var positions: [Int]
  /// By port: rounds in which it and those before it send to all multipliers behind them, each another position.
  private var wholeRounds: [Int]
  private var traffic: [SharedPort.Traffic]
  private(set) var continuations = 0

  init(on hardware: HardwareConfiguration) {
    let ports = hardware.distributionBandwidth
    leaves = hardware.multipliers / ports
    elements = Array(repeating: 0, count: ports)
    positions = elements
    wholeRounds = Array(repeating: 0, count: ports + 1)
    traffic = Array(repeating: SharedPort.Traffic(), count: ports * (leaves - 1))
  }

  /// Counts rounds in which the first `count` ports are whole.
  mutating func countWhole(firstPorts count: Int, rounds: Int = 1) {
    guard count > 0 else { return }
    wholeRounds[count - 1] += rounds
  }

  mutating func count(_ shared: SharedPort, port: Int, rounds: Int = 1) {
    elements[port] += rounds * shared.elements
    positions[port] += rounds * shared.positions
    for (index, one) in shared.traffic.enumerated() {
      traffic[port * (leaves - 1) + index].add(one, times: rounds)
    }
  }

  mutating func countContinuations(_ rounds: Int) { continuations += rounds }

  /// Takes a port out of those counted as whole.
  mutating func except(port: Int, rounds: Int = 1) {
    wholeRounds[port] -= rounds
    if port > 0 { wholeRounds[port - 1] += rounds }
  }

  /// Adds what the whole ports sent.
  mutating func settle() {
    var rounds = 0
    for port in elements.indices.reversed() {
      rounds += wholeRounds[port]
      wholeRounds[port] = 0
      elements[port] += rounds * leaves
      positions[port] += rounds * leaves
      for index in 0..<leaves - 1 {
        let level = (index + 1).bitWidth - 1 - (index + 1).leadingZeroBitCount
        let half = leaves >> (level + 1)
        traffic[port * (leaves - 1) + index].add(
          SharedPort.Traffic(leftElements: half, rightElements: half, leftPositions: half, rightPositions: half),
          times: rounds)
      }
    }
  }

  /// What the network counts with `streams` streaming vectors a round.
  func statistics(streams: Int) -> DistributionStatistics {
    var statistics = DistributionStatistics(ports: elements.count, levels: leaves.trailingZeroBitCount)
    for port in elements.indices { statistics.portWrites[port] = elements[port] + streams * positions[port] }
    for (index, one) in traffic.enumerated() {
      let onlyLeft = one.leftElements + streams * (one.leftPositions - one.shared)
      let onlyRight = one.rightElements + streams * (one.rightPositions - one.shared)
      statistics.switches[index].route(left: true, right: true, packets: streams * one.shared)
      statistics.switches[index].route(left: true, right: false, packets: onlyLeft)
      statistics.switches[index].route(left: false, right: true, packets: onlyRight)
    }
    // The partial sums of continuations go down the leftmost way of the first tree.
    statistics.portWrites[0] += streams * continuations
    for level in 0..<statistics.levels {
      statistics.switches[(1 << level) - 1].route(left: true, right: false, packets: streams * continuations)
    }
    return statistics
  }
}

extension SharedPort.Traffic {
  fileprivate mutating func add(_ other: Self, times: Int) {
    leftElements += times * other.leftElements
    rightElements += times * other.rightElements
    leftPositions += times * other.leftPositions
    rightPositions += times * other.rightPositions
    shared += times * other.shared
  }
}
