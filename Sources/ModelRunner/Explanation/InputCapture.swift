import ReferenceOperators
import Tensors

/// Runs a network on its machine up to one node, and keeps what reaches it.
struct InputCapture: ExecutionObserver {
  private var base: RecordingObserver
  private let target: Int
  /// The values of the node's inputs; `nil` before they are known.
  private(set) var inputs: [Tensor?]?

  init(_ base: RecordingObserver, target: Int) {
    self.base = base
    self.target = target
  }

  mutating func evaluate(_ index: Int, inputs: OperatorInputs, in context: ExecutionContext) throws -> [Tensor]? {
    guard index == target else { return try base.evaluate(index, inputs: inputs, in: context) }
    self.inputs = base.graph.nodes[index].inputs.indices.map { inputs[$0] }
    throw CancellationError()
  }

  mutating func willEvaluate(_ group: [Int]) throws { try base.willEvaluate(group) }

  mutating func finished(_ index: Int, outputs: [Value], after duration: Duration) {
    base.finished(index, outputs: outputs, after: duration)
  }
}

extension NetworkRun {
  /// What reaches a node when the network runs on this machine; `nil` where the run does not get there.
  /// - Parameter isInterrupted: asked between nodes.
  /// - Throws: the errors of nodes and simulations.
  func inputs(of node: Int, isInterrupted: @escaping @Sendable () -> Bool) throws -> [Tensor?]? {
    let recorder = RecordingObserver(
      network, machine: plan, nativeTimes: nil, context: context, observer: nil, isInterrupted: isInterrupted)
    var capture = InputCapture(recorder, target: node)
    do {
      _ = try execution.run(network.feeds, in: context, observer: &capture)
    } catch is CancellationError {}
    return capture.inputs
  }
}
