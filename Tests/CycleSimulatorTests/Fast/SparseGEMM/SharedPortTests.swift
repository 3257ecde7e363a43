import CycleSimulator
import Tensors
import Testing

@Suite struct SharedPortTests {
  @Test("a port sends each position once, in order, down the switches that lead to its elements")
  func againstSets() {
    var random = SplitMix64(seed: 31)
    for trial in 0..<200 {
      let levels = Int.random(in: 0...4, using: &random)
      let leaves = 1 << levels
      var port = SharedPort(leaves: leaves)
      let first = Int.random(in: 0..<leaves, using: &random)
      let count = Int.random(in: 0...leaves - first, using: &random)
      let indices = (0..<count).map { _ in Int32.random(in: 0..<6, using: &random) }
      port.hold([9, 9] + indices, 2..<2 + count, from: first)
      let sent = Set(indices).sorted()
      #expect(port.elements == count && port.positions == sent.count, "trial \(trial)")
      for (place, index) in indices.enumerated() {
        #expect(port.ranks[first + place] == sent.firstIndex(of: index), "trial \(trial)")
      }
      func held(_ range: Range<Int>) -> [Int32] {
        range.clamped(to: first..<first + count).map { indices[$0 - first] }
      }
      for level in 0..<levels {
        let half = leaves >> (level + 1)
        for node in 0..<1 << level {
          let left = held(2 * node * half..<(2 * node + 1) * half)
          let right = held((2 * node + 1) * half..<(2 * node + 2) * half)
          let traffic = port.traffic[(1 << level) - 1 + node]
          #expect(traffic.leftElements == left.count && traffic.rightElements == right.count)
          #expect(traffic.leftPositions == Set(left).count && traffic.rightPositions == Set(right).count)
          #expect(traffic.shared == Set(left).intersection(right).count)
        }
      }
    }
  }
}
