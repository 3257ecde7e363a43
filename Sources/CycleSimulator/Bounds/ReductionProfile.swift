import Hardware
import Synchronization

/// What a reduction network does with virtual neurons of one size that lie side by side: how far each product has
/// to the collection bus, and what a product of every multiplier makes it add and send.
package struct ReductionProfile: Sendable {
  /// Cycles from a multiplier's product to the bus, by multiplier in use.
  let delays: [Int32]
  /// The bus line of each virtual neuron, and the virtual neurons in the order of their lines.
  let lines: [Int32]
  let byLine: [Int32]
  /// The most virtual neurons on a line.
  let largestLine: Int
  /// Places where results leave the network; neurons that share one may send together.
  let exits: Int
  /// Sums, and writes of wires, that one product of every multiplier in use makes.
  let sums2to1: Int
  let sums3to1: Int
  let wireWrites: Int
  /// Exits that fold in a node of the tree (FENETWORK), or in an accumulator.
  let folds: Bool
  let accumulates: Bool

  /// - Parameters:
  ///   - size: multipliers of a virtual neuron, its forwarder among them.
  ///   - count: virtual neurons; all of them fit on the array.
  init(size: Int, count: Int, on hardware: HardwareConfiguration) {
    let wiring: BusWiring
    let network: Network
    if hardware.reduceNetwork == .temporal {
      wiring = BusWiring(of: hardware)
      network = Network(accumulators: count)
    } else {
      let topology = AdderTreeTopology(
        leaves: hardware.multipliers, hasFoldingLinks: hardware.reduceNetwork == .foldingTree)
      wiring = BusWiring(topology, lines: hardware.collectionBandwidth)
      network = Network(
        topology, size: size, count: count,
        accumulates: hardware.hasAccumulationBuffer && hardware.reduceNetwork == .augmentedTree)
    }
    delays = network.delays
    lines = network.exits.map { Int32(wiring.inputs[$0].line) }
    let lines = lines
    byLine = (0..<Int32(count)).sorted { (lines[Int($0)], $0) < (lines[Int($1)], $1) }
    largestLine = Dictionary(grouping: lines) { $0 }.values.map(\.count).max() ?? 0
    exits = Set(network.exits).count
    sums2to1 = network.sums2to1
    sums3to1 = network.sums3to1
    wireWrites = network.wireWrites
    folds = hardware.reduceNetwork == .foldingTree
    accumulates = network.accumulates
  }
}

/// The way of each product through the network, without the bus.
private struct Network {
  var delays: [Int32]
  /// By virtual neuron: the place in the bus wiring.
  var exits: [Int]
  var sums2to1 = 0
  var sums3to1 = 0
  var wireWrites = 0
  var accumulates: Bool

  /// An accumulator behind each multiplier.
  init(accumulators count: Int) {
    delays = Array(repeating: 2, count: count)
    exits = Array(0..<count)
    accumulates = true
    wireWrites = count
  }

  init(_ topology: AdderTreeTopology, size: Int, count: Int, accumulates: Bool) {
    self.accumulates = accumulates
    let program = ReductionProgram(
      AdderTreeConfiguration(topology, virtualNeurons: repeatElement(size, count: count)),
      virtualNeurons: (0..<size * count).map { $0 / size })
    // What several virtual neurons share may send their packets together, as one.
    var isWritten = Array(repeating: false, count: program.wireCount)
    exits = Array(repeating: 0, count: count)
    var delayOfWire = Array(repeating: Int32(0), count: program.wireCount)
    for step in program.steps.reversed() {
      let delay: Int32
      switch step.output {
      case .memory:
        let exit = Self.exit(of: step.adder, topology, accumulates: accumulates)
        exits[step.virtualNeuron] = exit.place
        delay = 1 + exit.delay
      case .parent(let wire), .neighbour(let wire): delay = 1 + delayOfWire[wire]
      }
      for wire in step.inputs {
        delayOfWire[wire] = delay
        if !isWritten[wire] { wireWrites += 1 }
        isWritten[wire] = true
      }
      if step.inputs.count == 2 { sums2to1 += 1 }
      if step.inputs.count == 3 { sums3to1 += 1 }
    }
    if accumulates || topology.hasFoldingLinks { wireWrites += Set(exits).count }
    delays = (0..<size * count).map { delayOfWire[program.wire(fromMultiplier: $0)] }
  }

  /// Where what an adder sends out of the tree enters the bus, and how many cycles after the sum.
  private static func exit(
    of adder: Int, _ topology: AdderTreeTopology, accumulates: Bool
  ) -> (place: Int, delay: Int32) {
    guard topology.hasFoldingLinks else { return (adder, accumulates ? 2 : 1) }
    let (level, index) = topology.positions[adder]
    return (topology.foldTarget(level, index), adder == 0 ? 1 : 2)
  }
}

/// The profiles of one machine, each made when it is asked for first: many tiles share one.
package final class ReductionProfiles: Sendable {
  private struct Key: Hashable {
    var size: Int
    var count: Int
  }

  private let hardware: HardwareConfiguration
  private let made = Mutex<[Key: ReductionProfile]>([:])

  /// - Parameter hardware: a legal linear array.
  package init(on hardware: HardwareConfiguration) { self.hardware = hardware }

  subscript(size size: Int, count count: Int) -> ReductionProfile {
    let key = Key(size: size, count: count)
    if let profile = made.withLock({ $0[key] }) { return profile }
    let profile = ReductionProfile(size: size, count: count, on: hardware)
    made.withLock { $0[key] = profile }
    return profile
  }
}
