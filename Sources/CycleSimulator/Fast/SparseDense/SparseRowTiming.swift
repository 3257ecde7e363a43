import Hardware

/// What a row of A does on the array, in cycles counted from its configuration. It depends on the number of folds
/// only, and a row is drained before the next is configured.
struct SparseRowTiming {
  /// Cycles from the configuration to the last output in the global buffer, both included.
  let cycles: Int
  /// The fullest that the FIFO behind each adder input gets where operands wait for others, by wire.
  let adderOccupancy: [(wire: Int, packets: Int)]
  /// The fullest that the input FIFO of each exit's accumulator gets.
  let accumulatorOccupancy: [Int]
  /// What comes to each bus line, and when the line sends.
  let releases: [[BusLineReplay.Release]]
  let departures: [[Int]]

  init(
    folds: Int, _ layout: ClusterLayout, _ reduction: ReductionPlan, on hardware: HardwareConfiguration
  ) {
    let length = layout.sums(folds: folds)
    let products = Self.products(folds: folds, layout, on: hardware)
    var occupancy: [(wire: Int, packets: Int)] = []
    let sums = reduction.sums(of: products) { wire, arrivals, sums in
      let packets = arrivals.maximumOccupancy(until: sums, length: length)
      occupancy.append((wire, packets))
    }
    adderOccupancy = occupancy

    var releases = Array(repeating: [BusLineReplay.Release](), count: hardware.collectionBandwidth)
    var accumulatorOccupancy: [Int] = []
    for exit in reduction.exits {
      var cycles: [Int] = []
      for tile in 1...layout.columnTiles {
        for cluster in exit.virtualNeurons { cycles.append(sums[cluster].time(of: tile * folds - 1)) }
      }
      if exit.accumulator != nil {
        // Clusters that share an accumulator have one partial sum an output, or their sums would mix.
        cycles.sort()
        let departures = SingleServer.departures(of: cycles)
        accumulatorOccupancy.append(SingleServer.maximumOccupancy(releases: cycles, departures: departures))
        cycles = departures.map { $0 + 1 }
      }
      releases[exit.input.line] += cycles.map { BusLineReplay.Release(cycle: $0, input: exit.input.input) }
    }
    for line in releases.indices { releases[line].sort() }
    let departures = releases.map { SingleServer.departures(of: $0.map(\.cycle)) }
    cycles = WriteDrain.lastWrite(arrivals: departures.joined().map { $0 + 1 }.sorted()) + 1
    self.releases = releases
    self.departures = departures
    self.accumulatorOccupancy = accumulatorOccupancy
  }

  /// When each multiplier in use multiplies: whenever an activation comes, since a port sends all weights of a row
  /// before the first activation.
  private static func products(
    folds: Int, _ layout: ClusterLayout, on hardware: HardwareConfiguration
  ) -> [StreamSchedule] {
    let leaves = hardware.multipliers / hardware.distributionBandwidth
    let shares = PortShares(
      destinations: 0..<layout.used, ports: hardware.distributionBandwidth, leaves: leaves)
    return (0..<layout.used).map { multiplier in
      let load = shares.load(of: multiplier)
      let weights = folds * min(layout.lanes, load)
      return StreamSchedule(
        first: 1 + shares.latency + weights + shares.ranks[multiplier], interval: load)
    }
  }
}
