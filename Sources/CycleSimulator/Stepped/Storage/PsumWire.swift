/// A wire between two components of the reduction side: what is sent in a cycle is received in the next.
///
/// It carries one message, of one packet or of two (where a switch forwards both of its inputs).
struct PsumWire: BitwiseCopyable {
  private var packets: (Psum, Psum) = (Psum(value: 0, virtualNeuron: 0), Psum(value: 0, virtualNeuron: 0))
  /// Packets of the message on the wire: 0, 1 or 2.
  private(set) var count = 0
  /// Messages sent.
  private(set) var writes = 0

  /// Adds a packet to this cycle's message; the first one counts as the write.
  mutating func send(_ packet: Psum) {
    precondition(count < 2, "a wire carries at most two packets")
    if count == 0 {
      packets.0 = packet
      writes &+= 1
    } else {
      packets.1 = packet
    }
    count &+= 1
  }

  /// Sends a message of one packet or two.
  mutating func send(_ first: Psum, _ second: Psum?) {
    send(first)
    if let second { send(second) }
  }

  /// The packets on the wire, in order.
  func forEachPacket(_ body: (Psum) -> Void) {
    if count > 0 { body(packets.0) }
    if count > 1 { body(packets.1) }
  }

  /// Moves the message into `fifo`.
  /// - Returns: the number of packets that it had.
  mutating func receive(into fifo: inout Fifo<Psum>) -> Int {
    let received = count
    if received > 0 { fifo.push(packets.0) }
    if received > 1 { fifo.push(packets.1) }
    count = 0
    return received
  }
}
