import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors

/// A network ready to run: loaded, its inputs bound, its constants folded, its weights pruned, its operators
/// made.
package struct PreparedNetwork: Sendable {
  /// As the file has it.
  package let model: Model
  /// With constant subexpressions folded into initializers: what is run.
  package let graph: Graph
  /// What is known of every value before the run.
  package let inference: ShapeInference
  /// The weights that were pruned, by node.
  let prunedWeights: [Int: PrunedWeight]
  /// Share of zeros in all weights that pruning looked at; `nil` where it was not asked for.
  package let weightSparsity: Double?
  package let plan: ExecutionPlan
  /// The value of every input that is a tensor.
  package let feeds: [String: Tensor]
  /// The values of the other inputs.
  private let others: [String: Value]
  /// Of the samples, where the inputs came with labels.
  package let labels: [Int]?

  /// What making it took: from opening the model on, where that was part of it.
  package private(set) var preparation: Duration

  /// - Throws: the errors of the file, its operators, its inputs.
  package init(
    path: String, inputs: [InputSource] = [], bindings: [String: Int] = [:], pruning: NetworkPruning? = nil,
    context: ExecutionContext = ExecutionContext()
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (bound, labels) = try BoundNetwork.read(path: path, inputs: inputs, bindings: bindings, context: context)
    if let labels, let samples = bound.feeds[bound.model.graph.inputs[0].name]?.shape.extents.first {
      try labels.require(samples: samples)
    }
    try self.init(bound, pruning: pruning, labels: labels?.classes, threads: context.threads)
    preparation = start.duration(to: clock.now)
  }

  /// - Parameter threads: that prune.
  /// - Throws: ``PruningError``, and the errors of operators.
  package init(
    _ bound: BoundNetwork, pruning: NetworkPruning? = nil, labels: [Int]? = nil, threads: Int = 1
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let pruned = try pruning?.apply(to: bound.folded, bound.inference, workers: Workers(threads: threads))
    model = bound.model
    graph = pruned?.graph ?? bound.folded
    inference = bound.inference.knowing(constantsOf: graph)
    prunedWeights = pruned?.weights ?? [:]
    weightSparsity = pruned?.sparsity
    plan = try ExecutionPlan(graph, source: bound.model.path)
    plan.pageInConstants()
    feeds = bound.feeds
    others = bound.others
    self.labels = labels
    preparation = start.duration(to: clock.now)
  }

  /// The value of every input.
  var values: [String: Value] { feeds.mapValues(Value.tensor).merging(others) { tensor, _ in tensor } }
}
