import CycleSimulator
import Hardware

/// What bounds a layer: its cycles, split by the limit that they are owed to.
///
/// The layer is simulated again on machines with one limit after the other lifted, tile and operands unchanged. What
/// each lift saves is owed to that limit; what is left is split by the multiplications. The parts add up to the cycles
/// of the run. A limit that is hidden behind an earlier one shows only as far as that one does not cover it.
package struct CycleStack: Sendable, Equatable {
  /// A limit, in the order in which they are lifted.
  package enum Limit: String, Sendable, CaseIterable {
    /// Elements that the distribution network delivers a cycle.
    case distribution
    /// Elements that the collection bus takes a cycle.
    case bus
    /// Partial sums that go back through the memory, where no accumulation buffer keeps them.
    case reduction
    /// Nothing multiplies: operands are on the way to the array, or results from it.
    case fillAndDrain = "fill_and_drain"
    /// The busiest multiplier works, others have nothing to do: folds that do not fill the array.
    case unfilledFolds = "unfilled_folds"
    /// What the multiplications take with every multiplier at work.
    case multipliers
  }

  /// Cycles of each limit, in the order of the cases.
  package private(set) var parts: [(limit: Limit, cycles: Int)]

  /// - Parameters:
  ///   - experiment: the layer.
  ///   - cost: what it cost in the run.
  package init(_ experiment: LayerExperiment, of cost: AcceleratorCost) {
    parts = []
    var machine = experiment.hardware
    var least = cost
    func lift(_ limit: Limit, _ change: (inout HardwareConfiguration) -> Void) -> (Limit, Int) {
      var lifted = machine
      change(&lifted)
      // A machine that cannot be built, or not with this tile, has no such limit to lift.
      guard lifted != machine,
        let cheaper = try? experiment.cost(on: lifted, tile: .init(tile: cost.tile, source: cost.tileSource)),
        cheaper.cycles <= least.cycles
      else { return (limit, 0) }
      let saved = least.cycles - cheaper.cycles
      (machine, least) = (lifted, cheaper)
      return (limit, saved)
    }
    let isMesh = machine.multiplierNetwork == .outputStationaryMesh
    let ports = isMesh ? machine.rows + machine.columns : machine.multipliers
    parts.append(lift(.distribution) { $0.distributionBandwidth = ports })
    parts.append(lift(.bus) { $0.collectionBandwidth = $0.processingElements })
    parts.append(lift(.reduction) { $0.accumulationBuffer = max($0.accumulationBuffer, 1) })
    let working = min(least.statistics.busiestMultiplier, least.cycles)
    let count = max(machine.processingElements, 1)
    let full = min((least.multiplications + count - 1) / count, working)
    parts.append((.fillAndDrain, least.cycles - working))
    parts.append((.unfilledFolds, working - full))
    parts.append((.multipliers, full))
  }

  /// The limit with most cycles; of equal ones the first.
  package var bound: Limit {
    parts.reduce(parts[0]) { $1.cycles > $0.cycles ? $1 : $0 }.limit
  }

  package static func == (a: CycleStack, b: CycleStack) -> Bool {
    a.parts.elementsEqual(b.parts) { $0.limit == $1.limit && $0.cycles == $1.cycles }
  }
}

extension FabricStatistics {
  /// Multiplications of the multiplier that did most of them: so many cycles at least something multiplies.
  fileprivate var busiestMultiplier: Int {
    switch multipliers {
    case .linear(let multipliers): multipliers.map(\.multiplications).max() ?? 0
    case .mesh(let elements, _): elements.map(\.multiplications).max() ?? 0
    }
  }
}
