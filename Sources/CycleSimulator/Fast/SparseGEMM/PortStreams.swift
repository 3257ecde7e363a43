import Hardware

/// What the ports of the distribution network send in a round of SparseGEMM: each its multipliers' elements once,
/// and then, for every streaming vector, the value at each position at which one of them has an element.
struct PortStreams {
  /// Elements behind each port, and positions that it sends of a streaming vector.
  private(set) var elements: [Int]
  private(set) var positions: [Int]
  /// When each multiplier in use puts its products out.
  private(set) var products: [StreamSchedule] = []
  private let isContinuation: Bool
  /// Of each switch, in the order of ``DistributionStatistics``.
  private var switches: [SwitchTraffic]
  private let switchesPerPort: Int

  /// What goes through a switch: the elements and the positions below its outputs.
  private struct SwitchTraffic {
    var left = Branch()
    var right = Branch()
    /// Positions below both outputs.
    var shared = 0
  }

  private struct Branch {
    var elements = 0
    var positions: [Int] = []
  }

  init(_ round: StationaryRound, _ stationary: CompressedVectors, streams: Int, on hardware: HardwareConfiguration)
  {
    let ports = hardware.distributionBandwidth
    let leaves = hardware.multipliers / ports
    isContinuation = round.isContinuation
    switchesPerPort = leaves - 1
    elements = Array(repeating: 0, count: ports)
    positions = Array(repeating: 0, count: ports)
    switches = Array(repeating: SwitchTraffic(), count: ports * switchesPerPort)

    var held: [Int?] = Array(repeating: nil, count: hardware.multipliers)
    for (place, element) in round.elements.enumerated() {
      held[round.firstMultiplier + place] = stationary.positions[element]
    }
    let latency = leaves == 1 ? 0 : 1
    if isContinuation { products.append(StreamSchedule(first: 2 + latency, interval: 1)) }
    for port in 0..<ports {
      let below = held[port * leaves..<(port + 1) * leaves]
      let whole = collect(below, node: 1, port: port)
      elements[port] = whole.elements
      positions[port] = whole.positions.count
      // The partial sums of a continuation go before all but the first packet of their port.
      let delay = isContinuation && port == 0 ? streams : 0
      for case let position? in below {
        let first = 1 + whole.elements + Self.rank(of: position, in: whole.positions) + latency + delay
        products.append(StreamSchedule(first: first, interval: whole.positions.count))
      }
    }
  }

  /// Notes what goes through the switches of a subtree, in heap order.
  private mutating func collect(_ leaves: ArraySlice<Int?>, node: Int, port: Int) -> Branch {
    guard leaves.count > 1 else {
      return leaves[leaves.startIndex].map { Branch(elements: 1, positions: [$0]) } ?? Branch()
    }
    let middle = leaves.startIndex + leaves.count / 2
    let left = collect(leaves[..<middle], node: 2 * node, port: port)
    let right = collect(leaves[middle...], node: 2 * node + 1, port: port)
    let positions = Self.merged(left.positions, right.positions)
    switches[port * switchesPerPort + node - 1] = SwitchTraffic(
      left: left, right: right, shared: left.positions.count + right.positions.count - positions.count)
    return Branch(elements: left.elements + right.elements, positions: positions)
  }

  /// Adds what the network counts over `rounds` such rounds with `streams` streaming vectors each.
  func count(streams: Int, rounds: Int, in statistics: inout DistributionStatistics) {
    for port in elements.indices {
      statistics.portWrites[port] += rounds * (elements[port] + streams * positions[port])
    }
    for (index, traffic) in switches.enumerated() {
      let (left, right, shared) = (traffic.left, traffic.right, traffic.shared)
      let onlyLeft = left.elements + streams * (left.positions.count - shared)
      let onlyRight = right.elements + streams * (right.positions.count - shared)
      statistics.switches[index].route(left: true, right: true, packets: rounds * streams * shared)
      statistics.switches[index].route(left: true, right: false, packets: rounds * onlyLeft)
      statistics.switches[index].route(left: false, right: true, packets: rounds * onlyRight)
    }
    guard isContinuation else { return }
    statistics.portWrites[0] += rounds * streams
    for level in 0..<statistics.levels {
      statistics.switches[(1 << level) - 1].route(left: true, right: false, packets: rounds * streams)
    }
  }

  private static func rank(of position: Int, in positions: [Int]) -> Int {
    var range = positions.startIndex..<positions.endIndex
    while range.count > 1 {
      let middle = range.lowerBound + range.count / 2
      range = position < positions[middle] ? range.lowerBound..<middle : middle..<range.upperBound
    }
    return range.lowerBound
  }

  /// The positions of two ascending lists, each once.
  private static func merged(_ a: [Int], _ b: [Int]) -> [Int] {
    guard let lastOfA = a.last, let firstOfB = b.first else { return a + b }
    if lastOfA < firstOfB { return a + b }
    var result: [Int] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let takesA = j == b.count || (i < a.count && a[i] <= b[j])
      let takesB = i == a.count || (j < b.count && b[j] <= a[i])
      result.append(takesA ? a[i] : b[j])
      if takesA { i += 1 }
      if takesB { j += 1 }
    }
    return result
  }
}
