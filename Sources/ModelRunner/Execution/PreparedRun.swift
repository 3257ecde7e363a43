import ReferenceOperators
import Tensors

/// A run with everything read and planned: what is left can only fail in the network itself.
package struct PreparedRun: Sendable {
  /// One a machine; none where the reference executor alone was asked for.
  let runs: [NetworkRun]
  let network: PreparedNetwork
  let context: ExecutionContext
  let expected: ExpectedOutputs?
  let checksAgainstReference: Bool
  let tolerance: ToleranceOverride
  let pruning: RunResult.Pruning?

  /// What the network calls its outputs.
  package var outputNames: [String] { network.plan.outputNames }

  /// Runs the network on each machine, and compares outputs as asked.
  /// - Returns: one result a machine, fewer where the run was interrupted.
  /// - Throws: the errors of nodes and simulations.
  package func run(
    observer: (any RunObserver)? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [RunResult] {
    // One reference pass serves all machines.
    var oracle: RunResult?
    var results: [RunResult] = []
    for run in try runs.isEmpty ? [reference()] : runs {
      var result = try run.run(observer: observer, isInterrupted: isInterrupted)
      result.pruning = pruning
      if !result.isPartial, checksAgainstReference {
        if oracle == nil { observer?.referenceWillRun() }
        let outputs = try oracle ?? reference().run(isInterrupted: isInterrupted)
        oracle = outputs
        result.isPartial = outputs.isPartial
        result.check = CheckReport(of: result.outputs, against: outputs.outputs, tolerance)
      }
      if !result.isPartial, let expected {
        result.expectation = CheckReport(of: result.outputs, against: expected.outputs, tolerance)
      }
      results.append(result)
      if result.isPartial { break }
    }
    return results
  }

  /// Planned when it is run: its packed weights take no memory while machines are simulated.
  private func reference() throws -> NetworkRun { try NetworkRun(network, on: nil, context: context) }
}
