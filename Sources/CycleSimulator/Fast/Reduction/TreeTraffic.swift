/// The packets that the trees of many virtual neurons bring to each adder and take from it, added up before they become
/// counters: a layer has thousands of trees, and a machine few adders.
struct TreeTraffic {
  /// By adder: the packets from the left, from the right and from the neighbour.
  private var received: [Int]
  /// By adder, streams that come together, and where their sum goes.
  private var sent: [Int]

  private static let outputs = VirtualNeuronTree.Output.allCases

  init(nodes: Int) {
    received = Array(repeating: 0, count: 3 * nodes)
    sent = Array(repeating: 0, count: 3 * Self.outputs.count * nodes)
  }

  /// Adds `packets` packets on every stream of a tree.
  mutating func add(_ tree: VirtualNeuronTree, packets: Int) {
    for step in tree.steps {
      let place = 3 * step.adder
      received[place] += step.inputs.left < 0 ? 0 : packets
      received[place + 1] += step.inputs.right < 0 ? 0 : packets
      received[place + 2] += step.inputs.lateral < 0 ? 0 : packets
      sent[(place + step.inputCount - 1) * Self.outputs.count + step.output.rawValue] += packets
    }
  }

  /// Adds the counters, but for the fill of FIFOs in which an operand waits for another.
  func count(in statistics: inout ReductionStatistics) {
    for node in 0..<received.count / 3 {
      statistics.receive(received[3 * node], on: 2 * node)
      statistics.receive(received[3 * node + 1], on: 2 * node + 1)
      statistics.receive(received[3 * node + 2], on: 2 * statistics.adders.count + node)
      for inputs in 1...3 {
        for output in Self.outputs {
          let packets = sent[(3 * node + inputs - 1) * Self.outputs.count + output.rawValue]
          statistics.adders[node].count(packets, from: inputs, to: output)
        }
      }
    }
  }
}
