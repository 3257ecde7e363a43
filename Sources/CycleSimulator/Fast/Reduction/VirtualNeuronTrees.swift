import Synchronization

/// The trees of a machine's virtual neurons, and the orders in which they add: made once for all the layers that it
/// runs, by whichever thread comes first.
package final class VirtualNeuronTrees: Sendable {
  private struct Known {
    var trees: [Range<Int>: VirtualNeuronTree] = [:]
    var orders: [Range<Int>: AdditionOrder] = [:]
    /// Steps of all of them.
    var steps = 0
  }

  private let topology: AdderTreeTopology
  private let stepLimit: Int
  private let known = Mutex(Known())

  /// - Parameter stepLimit: beyond it all are forgotten, for large arrays have more virtual neurons than memory is to be
  ///   spent on.
  package init(_ topology: AdderTreeTopology, stepLimit: Int = 1 << 21) {
    self.topology = topology
    self.stepLimit = stepLimit
  }

  /// The tree of the virtual neuron on some multipliers.
  package func tree(over multipliers: Range<Int>) -> VirtualNeuronTree {
    if let tree = known.withLock({ $0.trees[multipliers] }) { return tree }
    let tree = VirtualNeuronTree(multipliers, in: topology)
    keep(tree.steps.count) { $0.trees[multipliers] = tree }
    return tree
  }

  /// The order in which it adds.
  package func order(over multipliers: Range<Int>) -> AdditionOrder {
    if let order = known.withLock({ $0.orders[multipliers] }) { return order }
    let order = tree(over: multipliers).additionOrder
    keep(multipliers.count) { $0.orders[multipliers] = order }
    return order
  }

  private func keep(_ steps: Int, _ body: (inout Known) -> Void) {
    known.withLock { known in
      if known.steps + steps > stepLimit { known = Known() }
      known.steps += steps
      body(&known)
    }
  }
}
