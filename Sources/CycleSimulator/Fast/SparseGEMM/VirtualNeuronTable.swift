import Hardware

/// The virtual neurons of a SparseGEMM by what their timing depends on: their multipliers, and the ranks that their
/// positions have in ports that they share with others. Equal ones are timed once.
struct VirtualNeuronTable {
  /// When the sums of a virtual neuron come to the bus, and where.
  struct Entry {
    let input: BusInput
    /// Its tree among ``trees``.
    let tree: Int
    /// The lines of the schedule, in cycles from the configuration, by ascending interval.
    let lines: [(first: Int, interval: Int)]

    /// The cycle in which the sum for a streaming vector comes to the bus.
    func time(of stream: Int) -> Int {
      var latest = Int.min
      for line in lines { latest = max(latest, line.first &+ stream &* line.interval) }
      return latest
    }
  }

  private let machineTrees: VirtualNeuronTrees
  private let wiring: BusWiring
  private let streams: Int
  private var keys = SequenceTable()
  private var key: [Int32] = []
  private var bundle = LineBundle()
  private(set) var entries: [Entry] = []
  private(set) var trees: [VirtualNeuronTree] = []
  /// The tree of virtual neurons by their multipliers; a table of all ranges would take more than a layer's timing.
  private var treeNumbers: [Range<Int>: Int] = [:]
  /// The fullest that the FIFO behind each adder input gets where operands wait for others: left, right, lateral.
  private(set) var occupancy: [Int]

  init(streams: Int, _ topology: AdderTreeTopology, _ wiring: BusWiring, _ trees: VirtualNeuronTrees) {
    machineTrees = trees
    self.wiring = wiring
    self.streams = streams
    occupancy = Array(repeating: 0, count: 3 * topology.nodeCount)
  }

  /// The number of the entry of a virtual neuron of the round that `products` describes.
  mutating func entry(of multipliers: Range<Int>, _ products: RoundProducts) -> Int {
    key.removeAll(keepingCapacity: true)
    key.append(Int32(truncatingIfNeeded: multipliers.lowerBound))
    key.append(Int32(truncatingIfNeeded: multipliers.upperBound))
    products.describe(multipliers, in: &key)
    let (number, isNew) = keys.number(of: key)
    if isNew { entries.append(timed(multipliers, products)) }
    return number
  }

  private mutating func tree(over multipliers: Range<Int>) -> Int {
    if let number = treeNumbers[multipliers] { return number }
    let number = trees.count
    treeNumbers[multipliers] = number
    trees.append(machineTrees.tree(over: multipliers))
    return number
  }

  private mutating func timed(_ multipliers: Range<Int>, _ products: RoundProducts) -> Entry {
    let number = tree(over: multipliers)
    let tree = trees[number]
    let intervals = intervals(of: multipliers, products)
    if intervals.count == 1 {
      var streams = UniformLines(
        firsts: multipliers.map { products.line(of: $0).first + 1 }, joined: tree.steps.count,
        interval: intervals[0], length: streams)
      streams.join(tree.steps, occupancy: &occupancy)
      return Entry(input: wiring.inputs[tree.exit], tree: number, lines: [(streams.last, intervals[0])])
    }
    bundle.reset(intervals: intervals)
    for multiplier in multipliers {
      let line = products.line(of: multiplier)
      bundle.append(first: line.first + 1, interval: line.interval)
    }
    for (index, step) in tree.steps.enumerated() {
      let inputs = step.inputs
      bundle.appendJoined(inputs.left, inputs.right, inputs.lateral, delay: 1)
      guard step.inputCount > 1 else { continue }
      let sum = multipliers.count + index
      noteOccupancy(of: inputs.left, 3 * step.adder, sum)
      noteOccupancy(of: inputs.right, 3 * step.adder + 1, sum)
      noteOccupancy(of: inputs.lateral, 3 * step.adder + 2, sum)
    }
    return Entry(input: wiring.inputs[tree.exit], tree: number, lines: bundle.lines(of: bundle.count - 1))
  }

  private mutating func noteOccupancy(of stream: Int, _ place: Int, _ sum: Int) {
    guard stream >= 0 else { return }
    let packets = bundle.maximumOccupancy(of: stream, until: sum, delay: 1, length: streams)
    occupancy[place] = max(occupancy[place], packets)
  }

  private func intervals(of multipliers: Range<Int>, _ products: RoundProducts) -> [Int] {
    var intervals: [Int] = []
    // All multipliers behind a port have its interval, but for one that forwards partial sums.
    var multiplier = multipliers.lowerBound
    while multiplier < multipliers.upperBound {
      let interval = products.line(of: multiplier).interval
      if !intervals.contains(interval) { intervals.append(interval) }
      multiplier = products.isForwarder(multiplier) ? 1 : (multiplier / products.leaves + 1) * products.leaves
    }
    return intervals.sorted()
  }
}
