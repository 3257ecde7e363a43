import Hardware

/// Where and when the products of virtual neurons become results: in the augmented tree, or at once in the
/// accumulators of TEMPORALRN, where a virtual neuron is one multiplier.
struct ReductionPlan {
  /// A place where results leave the reduction network for the collection bus: an adder, or an accumulator of
  /// TEMPORALRN.
  struct Exit {
    /// Its place in the wiring.
    var place: Int
    var virtualNeurons: [Int]
    var input: BusInput
    /// The accumulator in between, if there is one.
    var accumulator: Int?
  }

  /// Multipliers of each virtual neuron; they lie side by side from multiplier 0 on.
  let sizes: [Int]
  let wiring: BusWiring
  /// The tree; `nil` for TEMPORALRN.
  let tree: (configuration: AdderTreeConfiguration, program: ReductionProgram)?
  let exits: [Exit]
  /// Accumulators, used or not.
  let accumulators: Int

  /// - Parameter wiring: of that hardware.
  init(virtualNeurons sizes: [Int], on hardware: HardwareConfiguration, wiring: BusWiring) {
    self.sizes = sizes
    self.wiring = wiring
    if hardware.reduceNetwork == .temporal {
      tree = nil
      accumulators = hardware.multipliers
      exits = sizes.indices.map {
        Exit(place: $0, virtualNeurons: [$0], input: wiring.inputs[$0], accumulator: $0)
      }
    } else {
      let topology = AdderTreeTopology(leaves: hardware.multipliers)
      let configuration = AdderTreeConfiguration(topology, virtualNeurons: sizes)
      let program = ReductionProgram(
        configuration, virtualNeurons: sizes.enumerated().flatMap { repeatElement($0, count: $1) })
      tree = (configuration, program)
      let isBuffered = hardware.hasAccumulationBuffer
      accumulators = isBuffered ? topology.nodeCount : 0
      let leaving = Dictionary(grouping: program.steps.filter { $0.output == .memory }, by: \.adder)
      exits = wiring.order.enumerated().compactMap { place, adder in
        leaving[adder].map { steps in
          Exit(
            place: place, virtualNeurons: steps.map(\.virtualNeuron), input: wiring.inputs[adder],
            accumulator: isBuffered ? place : nil)
        }
      }
    }
  }

  /// Multipliers in use.
  var used: Int { sizes.reduce(0, +) }

  /// The virtual neuron of each multiplier of an array, -1 where it has none.
  func virtualNeurons(multipliers: Int) -> [Int] {
    sizes.enumerated().flatMap { repeatElement($0, count: $1) } + repeatElement(-1, count: multipliers - used)
  }

  /// The order in which each virtual neuron's products are added.
  func additionOrders() -> [AdditionOrder] {
    guard let program = tree?.program else { return sizes.map { _ in AdditionOrder() } }
    var first = 0
    return sizes.enumerated().map { neuron, size in
      defer { first += size }
      return AdditionOrder(of: neuron, in: program, firstMultiplier: first, lanes: size)
    }
  }

  /// What passes through the reduction network, from the schedules of each multiplier's products.
  ///
  /// - Parameters:
  ///   - products: of each multiplier in use.
  ///   - wait: is told of each adder input whose operands wait for others there: the wire, when they come, and
  ///     when they are added.
  /// - Returns: when each virtual neuron's sums enter its accumulator, or the bus where it has none.
  func sums(
    of products: [StreamSchedule], wait: (_ wire: Int, _ arrivals: StreamSchedule, _ sums: StreamSchedule) -> Void
  ) -> [StreamSchedule] {
    guard let program = tree?.program else { return products.map { $0.delayed(by: 1) } }
    var schedules = Array(repeating: StreamSchedule(), count: program.wireCount)
    var results = Array(repeating: StreamSchedule(), count: sizes.count)
    for (multiplier, product) in products.enumerated() {
      schedules[program.wire(fromMultiplier: multiplier)] = product.delayed(by: 1)
    }
    for step in program.steps {
      let sum = step.inputs.reduce(StreamSchedule()) { $0.joined(with: schedules[$1]) }
      if step.inputs.count > 1 {
        for wire in step.inputs { wait(wire, schedules[wire], sum) }
      }
      switch step.output {
      case .parent(let wire), .neighbour(let wire): schedules[wire] = sum.delayed(by: 1)
      case .memory: results[step.virtualNeuron] = sum.delayed(by: 1)
      }
    }
    return results
  }
}

extension BusWiring {
  /// The wiring of a linear array's reduction network.
  init(of hardware: HardwareConfiguration) {
    let lines = hardware.collectionBandwidth
    if hardware.reduceNetwork == .temporal {
      self.init(accumulators: hardware.multipliers, multipliers: hardware.multipliers, lines: lines)
    } else {
      self.init(AdderTreeTopology(leaves: hardware.multipliers), lines: lines)
    }
  }
}
