import Lowering

/// How a run's work is spread over its nodes, as far as shapes tell: for saying how much of it is done.
package struct RunWork: Sendable {
  /// The hardware file; `nil` for the reference executor.
  package var machine: String?
  /// Multiply-accumulates of each node that the machine takes, outputs of every other.
  package var nodes: [Double]

  package init(machine: String?, nodes: [Double]) {
    self.machine = machine
    self.nodes = nodes
  }
}

extension NetworkRun {
  /// The work of the nodes, of those with unknown shapes the least.
  var work: RunWork {
    let graph = network.graph
    let nodes = graph.nodes.enumerated().map { index, node -> Double in
      if case .accelerator(let lowered)? = plan?.planned(index)?.placement { return Double(lowered.macs) }
      let counts = node.outputs.compactMap { network.inference.facts[$0]?.shape?.count }
      return counts.reduce(1) { $0 + Double($1) }
    }
    return RunWork(machine: machine?.path, nodes: nodes)
  }
}
