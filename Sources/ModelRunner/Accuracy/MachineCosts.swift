import ReferenceOperators

/// What one inference of a network costs on each machine, pruned in one way after another.
///
/// Where no layer's timing depends on values (dense arrays), the cost is the same for all prunings: it is
/// simulated once.
struct MachineCosts {
  private let machines: [RunResult.Machine]
  private let options: AcceleratorOptions
  private let context: ExecutionContext
  /// By machine.
  private var known: [Int: RunTotals] = [:]

  init(_ machines: [RunResult.Machine], options: AcceleratorOptions, context: ExecutionContext) {
    self.machines = machines
    self.options = options
    self.context = context
  }

  /// One cost a machine.
  /// - Throws: `CancellationError`, and the errors of nodes and simulations.
  mutating func costs(
    of network: PreparedNetwork, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> [RunTotals] {
    var costs: [RunTotals] = []
    for (index, machine) in machines.enumerated() {
      if let cost = known[index] {
        costs.append(cost)
        continue
      }
      let result = try NetworkRun(network, on: machine, options: options, context: context)
        .run(isInterrupted: isInterrupted)
      if result.isPartial { throw CancellationError() }
      costs.append(result.totals)
      let layers = result.layers.compactMap { $0.accelerator?.layer }
      if !layers.contains(where: \.timingDependsOnValues) { known[index] = result.totals }
    }
    return costs
  }
}
