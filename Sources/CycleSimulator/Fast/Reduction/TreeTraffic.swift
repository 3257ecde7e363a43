/// The packets that the trees of many virtual neurons bring to each adder and take from it, added up before they become
/// counters: a layer has thousands of trees, and a machine few adders.
struct TreeTraffic {
  /// What one adder does.
  private struct Adder {
    var left = 0
    var right = 0
    var lateral = 0
    var sums2to1 = 0
    var sums3to1 = 0
    var toParent = 0
    var toNeighbour = 0
    var toMemory = 0
  }

  private var adders: [Adder]

  init(nodes: Int) { adders = Array(repeating: Adder(), count: nodes) }

  /// Adds `packets` packets on every stream of a tree.
  mutating func add(_ tree: VirtualNeuronTree, packets: Int) {
    for step in tree.steps {
      let inputs = step.inputs
      let (left, right, lateral) = (inputs.left < 0 ? 0 : 1, inputs.right < 0 ? 0 : 1, inputs.lateral < 0 ? 0 : 1)
      let (isPair, isTriple) = (left + right + lateral == 2, left + right + lateral == 3)
      adders[step.adder].left += left * packets
      adders[step.adder].right += right * packets
      adders[step.adder].lateral += lateral * packets
      adders[step.adder].sums2to1 += isPair ? packets : 0
      adders[step.adder].sums3to1 += isTriple ? packets : 0
      switch step.output {
      case .parent: adders[step.adder].toParent += packets
      case .neighbour: adders[step.adder].toNeighbour += packets
      case .memory: adders[step.adder].toMemory += packets
      }
    }
  }

  /// Adds the counters, but for the fill of FIFOs in which an operand waits for another.
  func count(in statistics: inout ReductionStatistics) {
    for (node, adder) in adders.enumerated() {
      statistics.receive(adder.left, on: 2 * node)
      statistics.receive(adder.right, on: 2 * node + 1)
      statistics.receive(adder.lateral, on: 2 * adders.count + node)
      statistics.adders[node].sums2to1 += adder.sums2to1
      statistics.adders[node].sums3to1 += adder.sums3to1
      statistics.adders[node].parentSends += adder.toParent
      statistics.adders[node].lateralSends += adder.toNeighbour
      statistics.adders[node].memorySends += adder.toMemory
      statistics.adders[node].outputFifo += .passingThrough(adder.toParent + adder.toMemory)
      statistics.adders[node].lateralOutputFifo += .passingThrough(adder.toNeighbour)
    }
  }
}
