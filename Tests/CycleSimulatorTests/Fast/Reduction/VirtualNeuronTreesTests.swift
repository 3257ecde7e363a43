import CycleSimulator
import Testing

@Suite struct VirtualNeuronTreesTests {
  @Test("a tree is the same whether it is made, known or forgotten and made again", arguments: [1, 40, 1 << 20])
  func shared(stepLimit: Int) {
    let topology = AdderTreeTopology(leaves: 32)
    let trees = VirtualNeuronTrees(topology, stepLimit: stepLimit)
    for _ in 0..<2 {
      for first in 0..<29 {
        for end in first + 3...32 {
          let (tree, alone) = (trees.tree(over: first..<end), VirtualNeuronTree(first..<end, in: topology))
          #expect(tree.multipliers == alone.multipliers && tree.exit == alone.exit)
          #expect(tree.steps.map(\.adder) == alone.steps.map(\.adder))
          #expect(trees.order(over: first..<end) == alone.additionOrder)
        }
      }
    }
  }
}
