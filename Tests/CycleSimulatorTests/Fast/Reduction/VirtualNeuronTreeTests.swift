import CycleSimulator
import Tensors
import Testing

@Suite struct VirtualNeuronTreeTests {
  /// A step as both descriptions have it.
  private struct Work: Hashable {
    var adder: Int
    var inputs: Int
    var isLeaving: Bool
    var isLateral: Bool
  }

  private func work(_ tree: VirtualNeuronTree) -> Set<Work> {
    Set(
      tree.steps.map {
        Work(
          adder: $0.adder, inputs: $0.inputCount, isLeaving: $0.output == .memory,
          isLateral: $0.output == .neighbour)
      })
  }

  private func work(of neuron: Int, _ program: ReductionProgram) -> Set<Work> {
    Set(
      program.steps.filter { $0.virtualNeuron == neuron }.map { step in
        var isLateral = false
        if case .neighbour = step.output { isLateral = true }
        return Work(
          adder: step.adder, inputs: step.inputs.count, isLeaving: step.output == .memory, isLateral: isLateral)
      })
  }

  private func program(_ sizes: [Int], _ topology: AdderTreeTopology) -> ReductionProgram {
    ReductionProgram(
      AdderTreeConfiguration(topology, virtualNeurons: sizes),
      virtualNeurons: sizes.enumerated().flatMap { repeatElement($0, count: $1) })
  }

  @Test("a virtual neuron alone goes the way of the configured tree, whatever its size")
  func alone() {
    for levels in 1...6 {
      let topology = AdderTreeTopology(leaves: 1 << levels)
      for size in 1...topology.leaves {
        let tree = VirtualNeuronTree(0..<size, in: topology)
        #expect(work(tree) == work(of: 0, program([size], topology)), "\(size) of \(topology.leaves)")
        #expect(tree.steps.count == work(tree).count)
      }
    }
  }

  @Test("virtual neurons of three multipliers and more do not change each other's way")
  func together() {
    var random = SplitMix64(seed: 11)
    for trial in 0..<150 {
      let topology = AdderTreeTopology(leaves: 1 << Int.random(in: 2...8, using: &random))
      let largest = Int.random(in: 3...max(3, topology.leaves / 2), using: &random)
      var sizes: [Int] = []
      while true {
        let size = Int.random(in: 3...largest, using: &random)
        guard sizes.reduce(size, +) <= topology.leaves else { break }
        sizes.append(size)
      }
      let program = program(sizes, topology)
      var first = 0
      for (neuron, size) in sizes.enumerated() {
        let tree = VirtualNeuronTree(first..<first + size, in: topology)
        #expect(work(tree) == work(of: neuron, program), "trial \(trial): \(neuron) of \(sizes)")
        first += size
      }
    }
  }
}
