/// Everything on which the further course of a machine depends, values and counters apart: two equal states have equal
/// futures.
struct MachineState: Equatable {
  private var facts: [Int] = []

  mutating func add(_ fact: Int) { facts.append(fact) }

  mutating func add(_ fact: Bool) { facts.append(fact ? 1 : 0) }

  /// A packet's virtual neuron, or that there is none.
  mutating func add(_ psum: Psum?) { facts.append(psum?.virtualNeuron ?? -1) }

  mutating func add(_ wire: PsumWire) {
    facts.append(wire.count)
    wire.forEachPacket { add($0) }
  }

  mutating func add(_ fifo: borrowing Fifo<Psum>) {
    facts.append(fifo.count)
    for position in 0..<fifo.count { add(fifo.element(at: position)) }
  }
}
