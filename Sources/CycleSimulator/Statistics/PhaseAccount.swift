import Hardware

/// Where the cycles of a layer went: each cycle is in one phase, and the phases add up to the layer's cycles.
///
/// The account follows from the counters, which both engines state equally. It is kept from the side of the busiest
/// read port, the one that sends most packets: a port sends one packet a cycle at most, and in the cycles in which
/// this one sends nothing it waits for a configuration, for results, or for the next pass, round or tile.
package struct PhaseAccount: Hashable, Sendable {
  /// The controller sets a round or a tile up, and nothing moves. Always 0 on MAERI, which is set up before it starts.
  package var configuration = 0
  /// The busiest read port sends stationary operands. Always 0 on the mesh, which keeps outputs in place.
  package var fill = 0
  /// The busiest read port sends operands that stream past; on the mesh both operands do.
  package var steady = 0
  /// The busiest read port sends partial sums that were written before, for a sum that is continued.
  package var partialSums = 0
  /// The busiest read port rests, and the busiest line of the collection bus has more results to take than the port
  /// had packets: at least so many cycles go to results alone.
  package var collection = 0
  /// The busiest read port rests for any other reason: latency of the networks, the last results of a pass, round or
  /// tile, results that a pass waits for.
  package var drain = 0

  /// All cycles of the layer.
  package var total: Int { configuration + fill + steady + partialSums + collection + drain }

  package init() {}

  /// - Parameter statistics: of one or more runs on a machine with this controller.
  package init(_ statistics: FabricStatistics, on controller: HardwareConfiguration.Controller) {
    let memory = statistics.memory
    let packets = memory.portWeights.indices.map {
      (weights: memory.portWeights[$0], inputs: memory.portInputs[$0], psums: memory.portPsums[$0])
    }
    let busiest = packets.max { $0.weights + $0.inputs + $0.psums < $1.weights + $1.inputs + $1.psums }
    guard let busiest else { return }
    let sent = busiest.weights + busiest.inputs + busiest.psums
    if controller != .maeriDense { configuration = statistics.multipliers.configurationsOfFirst }
    partialSums = busiest.psums
    if controller == .tpuDense {
      steady = busiest.weights + busiest.inputs
    } else {
      fill = busiest.weights
      steady = busiest.inputs
    }
    let resting = statistics.cycles - configuration - sent
    collection = min(resting, max(0, (statistics.bus.map(\.sends).max() ?? 0) - sent))
    drain = resting - collection
  }
}

extension FabricStatistics {
  /// Cycles in which results waited for the bus line that had most of them: more than one input had something to send.
  package var busConflicts: Int { bus.map(\.conflicts).max() ?? 0 }
}

extension MultiplierStatistics {
  /// How often the first multiplier was configured, which every round and tile uses.
  fileprivate var configurationsOfFirst: Int {
    switch self {
    case .linear(let multipliers): multipliers.first?.configurations ?? 0
    case .mesh(let elements, _): elements.first?.configurations ?? 0
    }
  }
}
