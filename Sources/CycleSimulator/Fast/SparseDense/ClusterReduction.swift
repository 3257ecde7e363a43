import Hardware

/// Where and when the products of each cluster become results: in the augmented tree, or at once in the accumulators of
/// TEMPORALRN, where a cluster is one multiplier.
struct ClusterReduction {
  /// A place where results leave the reduction network for the collection bus: an adder, or an accumulator of
  /// TEMPORALRN.
  struct Exit {
    /// Its place in the wiring.
    var place: Int
    var clusters: [Int]
    var input: BusInput
    /// The accumulator in between, if there is one.
    var accumulator: Int?
  }

  let wiring: BusWiring
  /// The tree; `nil` for TEMPORALRN.
  let tree: (configuration: AdderTreeConfiguration, program: ReductionProgram)?
  let exits: [Exit]
  /// Accumulators, used or not.
  let accumulators: Int

  init(_ layout: ClusterLayout, on hardware: HardwareConfiguration) {
    let lines = hardware.collectionBandwidth
    if hardware.reduceNetwork == .temporal {
      let wiring = BusWiring(
        accumulators: hardware.multipliers, multipliers: hardware.multipliers, lines: lines)
      self.wiring = wiring
      tree = nil
      accumulators = hardware.multipliers
      exits = (0..<layout.clusters).map {
        Exit(place: $0, clusters: [$0], input: wiring.inputs[$0], accumulator: $0)
      }
    } else {
      let topology = AdderTreeTopology(leaves: hardware.multipliers)
      let configuration = AdderTreeConfiguration(
        topology, virtualNeurons: repeatElement(layout.lanes, count: layout.clusters))
      let program = ReductionProgram(configuration, virtualNeurons: layout.clusterOfMultiplier)
      let wiring = BusWiring(topology, lines: lines)
      self.wiring = wiring
      tree = (configuration, program)
      let buffered = hardware.hasAccumulationBuffer
      accumulators = buffered ? topology.nodeCount : 0
      let leaving = Dictionary(grouping: program.steps.filter { $0.output == .memory }, by: \.adder)
      exits = wiring.order.enumerated().compactMap { place, adder in
        leaving[adder].map { steps in
          Exit(
            place: place, clusters: steps.map(\.virtualNeuron), input: wiring.inputs[adder],
            accumulator: buffered ? place : nil)
        }
      }
    }
  }

  /// The order in which each cluster's products are added.
  func additionOrders(_ layout: ClusterLayout) -> [AdditionOrder] {
    (0..<layout.clusters).map { cluster in
      guard let program = tree?.program else { return AdditionOrder() }
      return AdditionOrder(
        of: cluster, in: program, firstMultiplier: cluster * layout.lanes, lanes: layout.lanes)
    }
  }

  /// What passes through the reduction network, from the schedules of each multiplier's products.
  ///
  /// - Parameters:
  ///   - products: of each multiplier in use.
  ///   - wait: is told of each adder input whose operands wait for others there: the wire, when they come, and when
  ///     they are added.
  /// - Returns: when each cluster's partial sums enter its accumulator, or the bus where it has none.
  func sums(
    of products: [StreamSchedule], wait: (_ wire: Int, _ arrivals: StreamSchedule, _ sums: StreamSchedule) -> Void
  ) -> [StreamSchedule] {
    guard let program = tree?.program else { return products.map { $0.delayed(by: 1) } }
    var schedules = Array(repeating: StreamSchedule(), count: program.wireCount)
    var results = Array(repeating: StreamSchedule(), count: products.count)
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
