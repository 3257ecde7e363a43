import Hardware
import Sparsity

/// When the multipliers of a round of SparseGEMM put their products out, in cycles counted from its configuration.
///
/// A port sends its elements first, one a cycle, and then the streaming vectors. So a multiplier's products come at a
/// line. It depends on positions only where virtual neurons share a port.
struct RoundProducts {
  /// Multipliers behind a port.
  let leaves: Int
  private let streams: Int
  private let latency: Int
  private var shared: SharedPort

  // Of the round at hand
  private var round = StationaryRound(vectors: 0..<0, elements: 0..<0, positions: 0..<0, isContinuation: false)
  /// By port, 0 where virtual neurons do not share it: elements behind it and positions that it sends.
  private var sharedElements: [Int]
  private var sharedPositions: [Int]
  /// Of multipliers behind shared ports: the place of its position among those of its port.
  private var ranks: [Int]
  private(set) var counts: PortCounts

  init(streams: Int, on hardware: HardwareConfiguration) {
    leaves = hardware.multipliers / hardware.distributionBandwidth
    latency = leaves == 1 ? 0 : 1
    self.streams = streams
    shared = SharedPort(leaves: leaves)
    sharedElements = Array(repeating: 0, count: hardware.distributionBandwidth)
    sharedPositions = sharedElements
    ranks = Array(repeating: 0, count: hardware.multipliers)
    counts = PortCounts(on: hardware)
  }

  /// Goes on to a round, and counts what its ports send, as often as it comes.
  mutating func begin(_ next: StationaryRound, _ stationary: CompressedSparseRows, times: Int = 1) {
    for port in 0..<(round.used + leaves - 1) / leaves { sharedElements[port] = 0 }
    round = next
    let whole = round.used / leaves
    counts.countWhole(firstPorts: whole, rounds: times)
    if round.isContinuation {
      counts.countContinuations(times)
      meet(port: 0, stationary, isShared: false, times)
    }
    if round.used % leaves > 0, whole > 0 || !round.isContinuation {
      meet(port: whole, stationary, isShared: false, times)
    }
    guard round.vectors.count > 1 else { return }
    var end = 0
    for vector in round.vectors.dropLast() {
      end += stationary.elements(ofRow: vector).count
      let port = end / leaves
      if end % leaves > 0, sharedElements[port] == 0 { meet(port: port, stationary, isShared: true, times) }
    }
  }

  /// Looks at the elements behind a port that are not as many as there are multipliers, or not all of one vector.
  private mutating func meet(port: Int, _ stationary: CompressedSparseRows, isShared: Bool, _ times: Int) {
    let first = max(port * leaves, round.firstMultiplier)
    let end = min((port + 1) * leaves, round.used)
    let start = round.elements.lowerBound - round.firstMultiplier
    shared.hold(stationary.columnIndices, start + first..<start + end, from: first - port * leaves)
    if isShared {
      sharedElements[port] = shared.elements
      sharedPositions[port] = shared.positions
      for multiplier in first..<end { ranks[multiplier] = shared.ranks[multiplier - port * leaves] }
    }
    let isWhole = (port + 1) * leaves <= round.used
    // A partial port is looked at whether or not it is shared: it counts once.
    if isShared && !isWhole { return }
    if isWhole { counts.except(port: port, rounds: times) }
    counts.count(shared, port: port, rounds: times)
  }

  /// Adds to a key everything that the products of some multipliers, those of one virtual neuron, depend on but for
  /// which multipliers they are.
  func describe(_ multipliers: Range<Int>, in key: inout [Int32]) {
    key.append(round.isContinuation ? 1 : 0)
    let ports = multipliers.lowerBound / leaves...(multipliers.upperBound - 1) / leaves
    describe(port: ports.lowerBound, multipliers, in: &key)
    if ports.count > 1 { describe(port: ports.upperBound, multipliers, in: &key) }
  }

  private func describe(port: Int, _ multipliers: Range<Int>, in key: inout [Int32]) {
    key.append(Int32(truncatingIfNeeded: sharedElements[port]))
    guard sharedElements[port] > 0 else { return }
    key.append(Int32(truncatingIfNeeded: sharedPositions[port]))
    for multiplier in multipliers.clamped(to: port * leaves..<(port + 1) * leaves) {
      key.append(Int32(truncatingIfNeeded: ranks[multiplier]))
    }
  }

  func isForwarder(_ multiplier: Int) -> Bool { multiplier < round.firstMultiplier }

  /// The line at which a multiplier's products come.
  func line(of multiplier: Int) -> (first: Int, interval: Int) {
    if isForwarder(multiplier) { return (2 + latency, 1) }
    let port = multiplier / leaves
    // The partial sums of a continuation go before all but the first packet of their port.
    let delay = latency + (round.isContinuation && port == 0 ? streams : 0)
    if sharedElements[port] > 0 {
      return (1 + sharedElements[port] + ranks[multiplier] + delay, sharedPositions[port])
    }
    let begin = max(port * leaves, round.firstMultiplier)
    let elements = min((port + 1) * leaves, round.used) - begin
    return (1 + elements + multiplier - begin + delay, elements)
  }
}
