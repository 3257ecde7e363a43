import CycleSimulator
import Hardware
import Lowering
import Workload

extension NodeSimulation {
  /// The node's layer as the mapper has it run: SIGMA needs no tile, but its stationary vectors may come in either
  /// order, and `optimal` takes the one that costs less in the first run, on equal terms the one that is asked for.
  func ordered(_ bound: BoundNode) throws -> Layer {
    guard options.mapper == .optimal, case .sparseGEMM(let shape, var other) = lowered.layer else {
      return lowered.layer
    }
    other.optimize.toggle()
    let operands = bound.operands(ofRun: 0)
    let costs = try [lowered.layer, .sparseGEMM(shape, other)].map { layer in
      let result = try CycleSimulator.simulate(layer, operands: operands, on: hardware, engine: options.engine)
      let energy = try EnergyReport(
        result.statistics.activity, cycles: result.cycles, table: options.energyTable)
      return (layer, options.target.cost(cycles: result.cycles, energy: energy.totals.energy))
    }
    return costs[1].1 < costs[0].1 ? costs[1].0 : costs[0].0
  }
}
