/// The distribution network of the mesh: binary trees, one behind each read port, whose leaves are the tops of the
/// mesh's columns and then the left ends of its rows. Every packet has one destination.
struct MeshDistribution: ~Copyable {
  /// A packet and the column top (from 0 on) or row left (from the number of columns on) that it is for.
  struct Packet: BitwiseCopyable {
    var value: Float
    var destination: Int
  }

  private let leaves: Int
  private var roots: [Packet?]
  private(set) var statistics: DistributionStatistics

  init(ports: Int, destinations: Int) {
    leaves = destinations / ports
    roots = Array(repeating: nil, count: ports)
    statistics = DistributionStatistics(ports: ports, levels: leaves.trailingZeroBitCount)
  }

  /// Sends a packet into a port's tree. A tree without switches is the destination's own wire, which the mesh
  /// reads in this cycle; all others are crossed at the end of it.
  mutating func send(_ packet: Packet, port: Int, to mesh: inout Mesh) {
    statistics.portWrites[port] &+= 1
    if statistics.levels == 0 { mesh.receive(packet) } else { roots[port] = packet }
  }

  mutating func cycle(to mesh: inout Mesh) {
    for port in 0..<roots.count {
      guard let packet = roots[port].take() else { continue }
      route(packet, port: port)
      mesh.receive(packet)
    }
  }

  /// Counts the packet at each switch on its way.
  private mutating func route(_ packet: Packet, port: Int) {
    let leaf = packet.destination &- port &* leaves
    var level = port &* statistics.switchesPerPort
    for depth in 0..<statistics.levels {
      let onward = leaf &>> (statistics.levels &- depth &- 1)
      statistics.switches[level &+ onward &>> 1].route(left: onward & 1 == 0, right: onward & 1 == 1, packets: 1)
      level &+= 1 &<< depth
    }
  }
}
