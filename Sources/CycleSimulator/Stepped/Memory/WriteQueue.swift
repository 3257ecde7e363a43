/// The write queue of the global buffer: takes a packet from every bus line that has one and, each cycle, writes
/// half of what is queued, rounded up.
struct WriteQueue: ~Copyable {
  private var packets = Fifo<Psum>()

  /// Takes this cycle's packets from the bus, and passes those that are written to `write`, in order.
  mutating func drain(_ bus: inout CollectionBus, write: (Psum) -> Void) {
    for line in 0..<bus.lineCount {
      if let packet = bus.takeOutput(of: line) { packets.push(packet) }
    }
    for _ in 0..<WriteDrain.written(of: packets.count) { write(packets.pop()) }
  }

  func describe(_ state: inout MachineState) { state.add(packets) }
}
