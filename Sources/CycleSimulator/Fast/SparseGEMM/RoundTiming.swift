import Hardware

/// What a round of SparseGEMM does on the array, in cycles counted from its configuration.
///
/// Nothing of it depends on the streamed values, and of a round with one virtual neuron nothing depends on the
/// positions of its elements either: no two multipliers hold the same one.
struct RoundTiming {
  let ports: PortStreams
  let plan: ReductionPlan
  /// Cycles from the configuration to the last output in the global buffer, both included.
  let cycles: Int
  /// The fullest that the FIFO behind each adder input gets where operands wait for others, by wire.
  let adderOccupancy: [(wire: Int, packets: Int)]
  /// What comes to each bus line in use, and when the line sends.
  let lines: [(line: Int, releases: [BusLineReplay.Release], departures: [Int])]

  init(_ ports: PortStreams, _ plan: ReductionPlan, streams: Int) {
    self.ports = ports
    self.plan = plan
    var occupancy: [(wire: Int, packets: Int)] = []
    let sums = plan.sums(of: ports.products) { wire, arrivals, sums in
      occupancy.append((wire, arrivals.maximumOccupancy(until: sums, length: streams)))
    }
    adderOccupancy = occupancy
    lines = Dictionary(grouping: plan.exits, by: \.input.line).sorted { $0.key < $1.key }.map { line, exits in
      var releases = exits.flatMap { exit in
        exit.virtualNeurons.flatMap { neuron in
          (0..<streams).map {
            BusLineReplay.Release(cycle: sums[neuron].time(of: $0), input: exit.input.input)
          }
        }
      }
      if exits.count > 1 { releases.sort() }
      return (line, releases, SingleServer.departures(of: releases.map(\.cycle)))
    }
    cycles = WriteDrain.lastWrite(arrivals: lines.flatMap { $0.departures.map { $0 + 1 } }.sorted()) + 1
  }

  /// Two results that come to one bus input in the same cycle: its wire holds one of them only.
  var collision: BusInput? {
    for (line, releases, _) in lines {
      for (release, next) in zip(releases, releases.dropFirst()) where release == next {
        return BusInput(line: line, input: release.input)
      }
    }
    return nil
  }
}
