/// The streams of a dense layer on a linear array: what each port, multiplier and adder sends, datum after datum.
///
/// No part of the fabric ever holds another one up, so that a datum passes a point at the latest of the times at which
/// what it needs is there: a max-plus recurrence over the data. Components that get the same data in the same places
/// have one stream.
struct DenseStreams {
  /// The packets of a read port in a step of each kind.
  struct Port: Hashable {
    var weights: Int
    var window: Int
    var lastColumn: Int
  }

  /// The products of a multiplier.
  struct Product: Hashable {
    var port: Int
    /// The place of the multiplier's packet among those of its port in a step of each kind.
    var weight: Int
    var window: Int
    var lastColumn: Int
    /// The stream of the neighbour whose activations it takes over as a window slides; nil where memory sends them.
    var neighbour: Int?
    var isHandedOn = false
  }

  /// The sums of an adder for one virtual neuron.
  struct Sum: Hashable {
    /// Streams that are added up; products come first in their numbering.
    var operands: [Int]
  }

  /// Where a virtual neuron's sums leave the reduction network.
  struct Exit {
    var stream: Int
    var adder: Int
    var input: BusInput
    /// Cycles from the sum of the last fold to the bus.
    var delay: Int
  }

  private(set) var ports: [Port] = []
  private(set) var products: [Product] = []
  private(set) var sums: [Sum] = []
  private(set) var exits: [Exit] = []
  /// The stream of each multiplier in use.
  private(set) var streamOfMultiplier: [Int] = []
  /// The stream of each step of the reduction program, and those of its inputs.
  private(set) var steps: [(sum: Int, operands: [Int])] = []

  /// - Returns: nil for what streams do not describe: partial sums that come back through the memory, and virtual
  ///   neurons that share a wire on their way.
  init?(_ network: DenseNetwork) {
    guard !network.plan.neurons.hasForwarder else { return nil }
    addProducts(network)
    guard let program = network.program else {
      exits = streamOfMultiplier.enumerated().map { multiplier, stream in
        Exit(stream: stream, adder: multiplier, input: network.wiring.inputs[multiplier], delay: 2)
      }
      return
    }
    guard addSums(program, network) else { return nil }
  }

  private mutating func addProducts(_ network: DenseNetwork) {
    let packets = network.packets
    let used = network.plan.neurons.multipliers
    let weights = Self.places(packets.weights, packets.sets, count: used)
    let windows = Self.places(packets.window, packets.sets, count: used)
    let lastColumns = Self.places(packets.lastColumn, packets.sets, count: used)
    let links = SlidingLinks(
      tile: network.plan.tile, neurons: network.plan.neurons, isActive: network.plan.slides, multipliers: used)
    var numberOfPort: [Port: Int] = [:]
    var numberOfProduct: [Product: Int] = [:]
    streamOfMultiplier = Array(repeating: 0, count: used)
    // The neighbour that hands on comes after the multiplier that it hands on to.
    for multiplier in (0..<used).reversed() {
      let port = multiplier / packets.sets.leaves
      let load = Port(
        weights: packets.weights[port].count, window: packets.window[port].count,
        lastColumn: packets.lastColumn[port].count)
      let number = numberOfPort[load] ?? ports.count
      if number == ports.count {
        numberOfPort[load] = number
        ports.append(load)
      }
      let product = Product(
        port: number, weight: weights[multiplier], window: windows[multiplier],
        lastColumn: lastColumns[multiplier],
        neighbour: links.receives[multiplier] ? streamOfMultiplier[multiplier + 1] : nil,
        isHandedOn: links.sends[multiplier])
      let stream = numberOfProduct[product] ?? products.count
      if stream == products.count {
        numberOfProduct[product] = stream
        products.append(product)
      }
      streamOfMultiplier[multiplier] = stream
    }
  }

  /// The place of each multiplier's packet among those of its port.
  private static func places(_ packets: [[DensePackets.Entry]], _ sets: DestinationSets, count: Int) -> [Int] {
    var places = Array(repeating: 0, count: count)
    for list in packets {
      for (place, entry) in list.enumerated() {
        for multiplier in sets.destinations(of: entry.set) { places[multiplier] = place }
      }
    }
    return places
  }

  /// - Returns: whether each wire carries one virtual neuron's sums only.
  private mutating func addSums(_ program: ReductionProgram, _ network: DenseNetwork) -> Bool {
    var streamOnWire: [Int: Int] = [:]
    for (multiplier, stream) in streamOfMultiplier.enumerated() {
      streamOnWire[program.wire(fromMultiplier: multiplier)] = stream
    }
    var numberOfSum: [Sum: Int] = [:]
    var written: Set<ReductionProgram.Output> = []
    var inputs: Set<BusInput> = []
    for step in program.steps {
      let operands = step.inputs.compactMap { streamOnWire[$0] }
      let sum = Sum(operands: Array(Set(operands)).sorted())
      let stream = numberOfSum[sum] ?? products.count + sums.count
      if numberOfSum[sum] == nil {
        numberOfSum[sum] = stream
        sums.append(sum)
      }
      steps.append((stream, operands))
      switch step.output {
      case .parent(let wire), .neighbour(let wire):
        guard written.insert(step.output).inserted else { return false }
        streamOnWire[wire] = stream
      case .memory:
        let exit = network.exit(of: step.adder)
        guard inputs.insert(exit.input).inserted else { return false }
        exits.append(Exit(stream: stream, adder: step.adder, input: exit.input, delay: exit.delay))
      }
    }
    return exits.count == network.plan.neurons.count
  }
}
