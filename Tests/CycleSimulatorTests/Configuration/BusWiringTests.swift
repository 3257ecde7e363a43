import CycleSimulator
import Testing

@Suite struct BusWiringTests {
  @Test("every adder of every tree has an input, and only the known sizes share one")
  func sharedInputs() {
    var shared: [String: Int] = [:]
    for leaves in powersOfTwo(through: 512) {
      for lines in powersOfTwo(through: leaves) + [1] {
        for hasFoldingLinks in [false, true] {
          let topology = AdderTreeTopology(leaves: leaves, hasFoldingLinks: hasFoldingLinks)
          let wiring = BusWiring(topology, lines: lines)
          #expect(wiring.fits, "\(leaves) leaves on \(lines) lines")
          #expect(wiring.order.sorted() == Array(0..<topology.nodeCount))
          let doubled = topology.nodeCount - Set(wiring.inputs).count
          if doubled > 0 { shared["\(leaves)/\(lines)", default: 0] += doubled }
        }
      }
    }
    // Found by STONNE's own hangs; the same for both kinds of tree.
    #expect(shared == ["8/4": 2, "32/8": 6, "64/8": 4, "128/4": 2, "128/8": 2, "512/16": 14])
  }

  @Test("accumulators of TEMPORALRN go to the lines in turn")
  func accumulators() {
    let wiring = BusWiring(accumulators: 8, multipliers: 8, lines: 4)
    #expect(wiring.inputs.map(\.line) == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect(wiring.inputs.map(\.input) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(wiring.inputsPerLine == 3)
  }

  private func powersOfTwo(through last: Int) -> [Int] {
    Array(sequence(first: 2) { $0 < last ? $0 * 2 : nil })
  }
}
