/// The read ports of the global buffer: each sends one packet a cycle, partial sums first.
struct SparseReadPorts: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var packet: Packet
    var set: Int
  }

  private var psums: Bank<Fifo<Entry>>
  private var operands: Bank<Fifo<Entry>>
  private var portWeights: [Int]
  private var portInputs: [Int]
  private var portPsums: [Int]

  init(count: Int) {
    psums = Bank(count: count) { Fifo() }
    operands = Bank(count: count) { Fifo() }
    portWeights = Array(repeating: 0, count: count)
    portInputs = portWeights
    portPsums = portWeights
  }

  mutating func queue(_ packet: Packet, for set: Int, of sets: borrowing DestinationSets) {
    let port = sets.ports[set]
    if packet.kind == .psum {
      psums[port].push(Entry(packet: packet, set: set))
    } else {
      operands[port].push(Entry(packet: packet, set: set))
    }
  }

  /// - Returns: whether a port had anything to send.
  mutating func send(to distribution: inout DistributionNetwork, _ multipliers: inout LinearArray) -> Bool {
    var hasSent = false
    for port in 0..<operands.count {
      let entry: Entry
      if !psums[port].isEmpty {
        entry = psums[port].pop()
      } else if !operands[port].isEmpty {
        entry = operands[port].pop()
      } else {
        continue
      }
      switch entry.packet.kind {
      case .weight: portWeights[port] &+= 1
      case .activation: portInputs[port] &+= 1
      case .psum: portPsums[port] &+= 1
      }
      distribution.send(entry.packet, to: entry.set, of: &multipliers)
      hasSent = true
    }
    return hasSent
  }

  /// Fills in the ports' part of the memory's counters.
  func count(in statistics: inout MemoryStatistics) {
    statistics.portWeights = portWeights
    statistics.portInputs = portInputs
    statistics.portPsums = portPsums
  }
}
