import CycleSimulator
import Testing

@Suite struct AdderTreeConfigurationTests {
  @Test("a virtual neuron as large as the tree adds pair by pair, and leaves at the root")
  func wholeTree() {
    let topology = AdderTreeTopology(leaves: 8)
    let configuration = AdderTreeConfiguration(topology, virtualNeurons: [8])
    for adder in configuration.adders { #expect(adder.mode == .add2to1 && adder.link == .none && adder.isUsed) }
    #expect(configuration.adders.map(\.sendsToMemory) == [true] + Array(repeating: false, count: 6))
  }

  @Test("the smaller share of a virtual neuron goes over the augmented link")
  func augmentedLink() {
    let topology = AdderTreeTopology(leaves: 8)
    let adders = AdderTreeConfiguration(topology, virtualNeurons: [3, 3]).adders
    let sender = adders[topology.node(2, 1)]
    let receiver = adders[topology.node(2, 2)]
    #expect(sender.mode == .split && sender.link == .send && !sender.sendsToMemory)
    #expect(receiver.mode == .add3to1 && receiver.link == .receive && receiver.sendsToMemory)
  }

  @Test("two virtual neurons of one multiplier share an adder that passes both on")
  func sharedLeaf() {
    let topology = AdderTreeTopology(leaves: 4)
    let leaf = AdderTreeConfiguration(topology, virtualNeurons: [1, 1]).adders[topology.node(1, 0)]
    #expect(leaf.mode == .forward && leaf.sendsToMemory)
  }

  @Test("without virtual neurons nothing is configured")
  func empty() {
    for leaves in [2, 4, 64] {
      let topology = AdderTreeTopology(leaves: leaves, hasFoldingLinks: true)
      let configuration = AdderTreeConfiguration(topology, virtualNeurons: [])
      #expect(configuration.adders == Array(repeating: AdderConfiguration(), count: leaves))
    }
  }

  @Test("a folding tree adds a virtual neuron's folds where its node's folding link leads")
  func foldTargets() {
    let topology = AdderTreeTopology(leaves: 8, hasFoldingLinks: true)
    // A left child folds in its parent.
    #expect(topology.foldTarget(2, 2) == topology.node(1, 1))
    // A right child goes up to the first ancestor that is a left child, and folds in that one's parent.
    #expect(topology.foldTarget(2, 1) == topology.node(0, 0))
    // Beyond the root is its companion.
    #expect(topology.foldTarget(2, 3) == 1)
    #expect(topology.foldTarget(0, 0) == 1)
    let adders = AdderTreeConfiguration(topology, virtualNeurons: [2, 2]).adders
    #expect(adders[topology.node(2, 0)].sendsToFold && adders[topology.node(1, 0)].mode == .fold)
    #expect(adders[topology.node(2, 1)].sendsToFold && adders[topology.node(0, 0)].mode == .fold)
  }
}
