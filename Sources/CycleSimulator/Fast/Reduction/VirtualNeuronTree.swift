/// The way of one virtual neuron's products through the augmented tree, up to the adder where their sum leaves it.
///
/// It depends on where the virtual neuron lies alone. Others share adders with it, which then pass its data on
/// instead of adding them, but nothing changes where the data go.
package struct VirtualNeuronTree {
  /// One adder's work on the data. Streams are numbered: first those of the multipliers, in their order, then the
  /// results of the steps.
  package struct Step {
    package let adder: Int
    /// The streams that come from the left, from the right and from the neighbour; -1 for none.
    package let inputs: (left: Int, right: Int, lateral: Int)
    package let output: Output

    /// Streams that come together.
    package var inputCount: Int {
      (inputs.left < 0 ? 0 : 1) + (inputs.right < 0 ? 0 : 1) + (inputs.lateral < 0 ? 0 : 1)
    }
  }

  package enum Output: Int, CaseIterable { case parent, neighbour, memory }

  package let multipliers: Range<Int>
  /// Children before parents; the last step's result leaves the tree.
  package private(set) var steps: [Step] = []
  /// The adders that are configured for it: those on its way, and all above.
  private(set) var configured: AdderSet

  /// The adder where the sum leaves the tree.
  package var exit: Int { steps[steps.count - 1].adder }

  package init(_ multipliers: Range<Int>, in topology: AdderTreeTopology) {
    self.multipliers = multipliers
    configured = AdderSet(count: topology.nodeCount)
    steps.reserveCapacity(multipliers.count + topology.levels)
    var children = multipliers
    // The streams that the children send, the first one first.
    var streams = Array(0..<multipliers.count)
    var isThrough = false
    for level in stride(from: topology.levels - 1, through: 0, by: -1) {
      let climb = AdderTreeClimb(topology, level, children)
      for index in climb.reached { configured.insert(topology.node(level, index)) }
      guard !isThrough else {
        children = climb.active
        continue
      }
      isThrough = climb.active.count == 1
      streams = pass(climb, level, children, streams, topology)
      children = climb.active
    }
  }

  /// Adds the steps of a level.
  /// - Returns: the streams of the active nodes.
  private mutating func pass(
    _ climb: AdderTreeClimb, _ level: Int, _ children: Range<Int>, _ streams: [Int], _ topology: AdderTreeTopology
  ) -> [Int] {
    func stream(_ child: Int) -> Int { children.contains(child) ? streams[child - children.lowerBound] : -1 }
    func step(_ index: Int, lateral: Int = -1, _ output: Output) -> Int {
      steps.append(
        Step(
          adder: topology.node(level, index),
          inputs: (stream(2 * index), stream(2 * index + 1), lateral), output: output))
      return multipliers.count + steps.count - 1
    }
    let up: Output = climb.active.count == 1 ? .memory : .parent
    let fromLeft = climb.sendsRight ? step(climb.reached.lowerBound, .neighbour) : -1
    let fromRight = climb.sendsLeft ? step(climb.reached.upperBound - 1, .neighbour) : -1
    return climb.active.map { index in
      let isFirst = index == climb.active.lowerBound
      let isLast = index == climb.active.upperBound - 1
      return step(index, lateral: isFirst && fromLeft >= 0 ? fromLeft : isLast ? fromRight : -1, up)
    }
  }

  /// The order in which the products are added.
  package var additionOrder: AdditionOrder {
    var pairs: [UInt32] = []
    pairs.reserveCapacity(2 * multipliers.count)
    var sums = Array(0..<UInt32(multipliers.count))
    sums.reserveCapacity(multipliers.count + steps.count)
    func add(_ stream: Int, to sum: UInt32) {
      pairs.append(sum)
      pairs.append(sums[stream])
    }
    for step in steps {
      let (left, right, lateral) = step.inputs
      let sum = sums[left >= 0 ? left : right >= 0 ? right : lateral]
      if left >= 0, right >= 0 { add(right, to: sum) }
      if left >= 0 || right >= 0, lateral >= 0 { add(lateral, to: sum) }
      sums.append(sum)
    }
    return AdditionOrder(pairs: pairs, result: sums[sums.count - 1])
  }
}
