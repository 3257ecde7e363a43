import Lowering
import ReferenceOperators
import Synchronization
import Tensors
import Workload

/// What nodes take on the reference executor, for comparison: equal nodes are timed once.
final class NativeTimes: Sendable {
  private struct Kind: Hashable {
    let operatorType: String
    let layer: Layer
    let runs: Int
    let inputs: [Shape?]
  }

  private let seconds = Mutex<[Kind: Double]>([:])
  private let plan: ExecutionPlan

  init(_ plan: ExecutionPlan) { self.plan = plan }

  /// - Returns: the seconds, and those that asking took now; nil where the reference executor refuses the node.
  func seconds(
    of node: Int, _ lowered: LoweredNode, inputs: OperatorInputs, in context: ExecutionContext
  ) -> (seconds: Double, asking: Double)? {
    let kind = Kind(
      operatorType: plan.nodes[node].operatorType, layer: lowered.layer, runs: lowered.runs,
      inputs: (0..<inputs.count).map { inputs[$0]?.shape })
    if let known = seconds.withLock({ $0[kind] }) { return (known, 0) }
    let clock = ContinuousClock()
    let start = clock.now
    guard (try? plan.evaluate(node, inputs, in: context)) != nil else { return nil }
    let duration = start.duration(to: clock.now).seconds
    seconds.withLock { $0[kind] = duration }
    return (duration, duration)
  }
}
