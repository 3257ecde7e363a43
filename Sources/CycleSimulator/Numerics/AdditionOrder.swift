/// The order in which a reduction tree adds up the products of one virtual neuron: a sum takes in another one's,
/// step by step. Sum i begins as the product of lane i.
///
/// It depends on where the virtual neuron lies, since the tree's nodes are shared out by position.
package struct AdditionOrder: Hashable {
  /// The sum that takes in, and the one that it takes in, pair after pair.
  package private(set) var pairs: [UInt32] = []
  /// The sum that leaves the tree.
  package private(set) var result: UInt32 = 0

  /// A virtual neuron of one multiplier.
  package init() {}

  /// - Parameter pairs: the sum that takes in, and the one that it takes in, pair after pair.
  package init(pairs: [UInt32], result: UInt32) {
    self.pairs = pairs
    self.result = result
  }

  /// - Parameter firstMultiplier: of the virtual neuron.
  init(of virtualNeuron: Int, in program: ReductionProgram, firstMultiplier: Int, lanes: Int) {
    var sumOnWire: [Int: UInt32] = [:]
    for lane in 0..<lanes { sumOnWire[program.wire(fromMultiplier: firstMultiplier + lane)] = UInt32(lane) }
    for step in program.steps where step.virtualNeuron == virtualNeuron {
      let sums = step.inputs.compactMap { sumOnWire[$0] }
      for other in sums.dropFirst() { pairs += [sums[0], other] }
      switch step.output {
      case .parent(let wire), .neighbour(let wire): sumOnWire[wire] = sums[0]
      case .memory: result = sums[0]
      }
    }
  }
}
