/// The augmented reduction tree, with or without an accumulation buffer behind it, and STONNE's FENETWORK, which adds
/// folding links.
struct AdderTree: ReductionNetwork, ~Copyable {
  private let configuration: AdderTreeConfiguration
  private let wiring: BusWiring
  private let routes: [Route]
  private var adders: Bank<AdderSwitch>
  /// One behind each adder in the order of the wiring; none without accumulation buffer.
  private var accumulators: Bank<Accumulator>
  private var activeAdders: ActiveSet
  private var activeAccumulators: ActiveSet
  /// The adders in the order in which they are evaluated, and the place of each in it: root first, and of two that are
  /// linked the receiver first, so that every hop takes a cycle.
  private let order: [Int]
  private let turn: [Int]
  /// The first of the adders that multipliers send to.
  private let firstLeaf: Int

  /// Where an adder's results go.
  private struct Route {
    enum Destination {
      case adder(Int, AdderSwitch.Input)
      case bus(BusInput)
      case accumulator(Int)
      /// Above the root: configurations send nothing there.
      case nowhere
    }

    var up = Destination.nowhere
    var neighbour = 0
  }

  /// - Parameters:
  ///   - lines: bus lines.
  ///   - folds: partial sums of an output.
  init(_ configuration: AdderTreeConfiguration, lines: Int, hasAccumulators: Bool, folds: Int) {
    let topology = configuration.topology
    self.configuration = configuration
    wiring = BusWiring(topology, lines: lines)
    routes = Self.routes(configuration, wiring, hasAccumulators: hasAccumulators)
    var rest = zip(configuration.adders, topology.positions).map { ($0, topology.startsPair($1.level, $1.index)) }[
      ...]
    adders = Bank(count: topology.nodeCount) {
      let (adder, isLeftOfPair) = rest.removeFirst()
      return AdderSwitch(adder, isLeftOfPair: isLeftOfPair, folds: folds)
    }
    accumulators = Bank(count: hasAccumulators ? topology.nodeCount : 0) {
      var accumulator = Accumulator()
      accumulator.configure(folds: folds)
      return accumulator
    }
    activeAdders = ActiveSet(count: topology.nodeCount)
    activeAccumulators = ActiveSet(count: accumulators.count)
    var order = Array(0..<topology.nodeCount)
    for (left, position) in zip(order, topology.positions)
    where topology.startsPair(position.level, position.index) && configuration.adders[left].link == .send {
      order.swapAt(left, left + 1)
    }
    self.order = order
    var turn = order
    for (place, node) in order.enumerated() { turn[node] = place }
    self.turn = turn
    firstLeaf = topology.node(topology.levels - 1, 0)
  }

  private static func routes(
    _ configuration: AdderTreeConfiguration, _ wiring: BusWiring, hasAccumulators: Bool
  ) -> [Route] {
    let topology = configuration.topology
    var accumulatorOf = Array(repeating: 0, count: topology.nodeCount)
    for (accumulator, node) in wiring.order.enumerated() { accumulatorOf[node] = accumulator }
    return topology.positions.enumerated().map { node, position in
      var route = Route()
      let (level, index) = position
      if configuration.adders[node].sendsToMemory {
        route.up = hasAccumulators ? .accumulator(accumulatorOf[node]) : .bus(wiring.inputs[node])
      } else if configuration.adders[node].sendsToFold {
        route.up = .adder(topology.foldTarget(level, index), .folding)
      } else if level > 0 {
        let parent = topology.node(level - 1, index / 2)
        route.up = .adder(parent, index % 2 == 0 ? .left : .right)
      }
      route.neighbour = topology.neighbour(level, index) ?? node
      return route
    }
  }

  mutating func receive(_ product: Psum, from multiplier: Int) {
    let leaf = firstLeaf &+ multiplier / 2
    adders[leaf].receive(product, nil, on: multiplier % 2 == 0 ? .left : .right)
    activeAdders.insert(turn[leaf])
  }

  mutating func cycle(to bus: inout CollectionBus) throws(SimulationError) -> Bool {
    let accumulated = try cycleAccumulators(to: &bus)
    let added = try cycleAdders(to: &bus)
    return accumulated || added
  }

  private mutating func cycleAccumulators(to bus: inout CollectionBus) throws(SimulationError) -> Bool {
    var start = 0
    while let index = activeAccumulators.takeFirst(from: start) {
      start = index &+ 1
      if let total = accumulators[index].cycle() { try send(total, nil, wiring.order[index], to: &bus) }
      if accumulators[index].isReady { activeAccumulators.insert(index) }
    }
    return start > 0
  }

  private mutating func cycleAdders(to bus: inout CollectionBus) throws(SimulationError) -> Bool {
    var start = 0
    while let place = activeAdders.takeFirst(from: start) {
      start = place &+ 1
      let node = order[place]
      let output = adders[node].cycle()
      if let psum = output.lateral {
        let neighbour = routes[node].neighbour
        adders[neighbour].receive(psum, nil, on: .lateral)
        activeAdders.insert(turn[neighbour])
      }
      if let (first, second) = output.up { try sendUp(first, second, from: node, to: &bus) }
      if adders[node].isReady { activeAdders.insert(place) }
    }
    return start > 0
  }

  private mutating func sendUp(
    _ first: Psum, _ second: Psum?, from node: Int, to bus: inout CollectionBus
  ) throws(SimulationError) {
    switch routes[node].up {
    case .adder(let target, let input):
      adders[target].receive(first, second, on: input)
      activeAdders.insert(turn[target])
    case .accumulator(let index):
      accumulators[index].wire.send(first, second)
      activeAccumulators.insert(index)
    case .bus: try send(first, second, node, to: &bus)
    case .nowhere: preconditionFailure("the root sends its sum past the memory")
    }
  }

  /// Puts a message on the bus wire of an adder. Some adders share theirs with another one (see ``BusWiring``).
  private func send(
    _ first: Psum, _ second: Psum?, _ node: Int, to bus: inout CollectionBus
  ) throws(SimulationError) {
    let input = wiring.inputs[node]
    guard !bus.isPending(line: input.line, input: input.input) else {
      throw wiring.collision(at: input, configuration.topology)
    }
    bus.send(first, line: input.line, input: input.input)
    if let second { bus.send(second, line: input.line, input: input.input) }
  }

  func statistics() -> ReductionStatistics {
    let topology = configuration.topology
    var statistics = ReductionStatistics()
    statistics.levelWidths = topology.levelWidths
    statistics.adders = adders.map { $0.statistics() }
    statistics.configuration = configuration.adders
    for node in 0..<adders.count {
      statistics.configuration[node].busLine = wiring.inputs[node].line
      statistics.configuration[node].busInput = wiring.inputs[node].input
      statistics.inputWrites += [adders[node].left.writes, adders[node].right.writes]
      statistics.adders[node].configurations = configurations(of: node)
      switch routes[node].up {
      case .adder(_, .folding): statistics.adders[node].foldSends = adders[node].upwardSends
      case .adder, .nowhere: statistics.adders[node].parentSends = adders[node].upwardSends
      case .bus, .accumulator: statistics.adders[node].memorySends = adders[node].upwardSends
      }
    }
    if topology.hasFoldingLinks {
      // The root's companion has no folding link.
      for node in 0..<adders.count where node != 1 {
        statistics.foldWrites.append(statistics.adders[node].foldSends)
      }
    }
    for (left, position) in topology.positions.enumerated()
    where topology.startsPair(position.level, position.index) {
      // The wire is the receiver's; it has only one, whichever of the two that is.
      statistics.lateralWrites.append(adders[left].lateral.writes + adders[left + 1].lateral.writes)
    }
    statistics.accumulators = accumulators.map { $0.statistics() }
    statistics.accumulatorWrites = accumulators.map { $0.wire.writes }
    return statistics
  }

  /// STONNE counts none in FENETWORK.
  private func configurations(of node: Int) -> Int {
    configuration.adders[node].isUsed && !configuration.topology.hasFoldingLinks ? 1 : 0
  }

  func describe(_ state: inout MachineState) {
    for index in 0..<accumulators.count { accumulators[index].describe(&state) }
    for node in 0..<adders.count { adders[node].describe(&state) }
  }
}
