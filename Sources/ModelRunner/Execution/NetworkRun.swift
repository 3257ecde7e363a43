import Hardware
import Lowering
import ReferenceOperators
import Tensors

/// One pass of a prepared network over a machine, or over the reference executor alone.
package struct NetworkRun: Sendable {
  package let network: PreparedNetwork
  package let machine: RunResult.Machine?
  package let options: AcceleratorOptions
  package let context: ExecutionContext
  let plan: MachinePlan?
  let execution: ExecutionPlan
  private let nativeTimes: NativeTimes?
  /// From opening the model to the machine's plan.
  private let preparation: Duration

  /// - Parameter comparesTimes: whether nodes on the machine are timed on the reference executor as well.
  /// - Throws: the errors of tile files, and of tiles that the machine cannot hold.
  package init(
    _ network: PreparedNetwork, on machine: RunResult.Machine?, options: AcceleratorOptions = .init(),
    context: ExecutionContext = .init(), comparesTimes: Bool = false
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    self.network = network
    self.machine = machine
    self.options = options
    self.context = context
    plan = try machine.map {
      try MachinePlan(
        network.graph, network.inference, $0.configuration, options,
        pruned: network.prunedWeights, threads: context.threads)
    }
    execution = network.plan.fused(
      keeping: { machine != nil && NodeProblem.operators.contains($0.operatorType) }, threads: context.threads,
      fact: { network.inference.facts[$0] })
    nativeTimes = comparesTimes && machine != nil ? NativeTimes(network.plan) : nil
    preparation = network.preparation + start.duration(to: clock.now)
  }

  /// - Parameter isInterrupted: asked between nodes and layers; once true, what is finished is returned and
  ///   marked as partial.
  /// - Throws: the errors of nodes and simulations.
  package func run(
    observer: (any RunObserver)? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> RunResult {
    let clock = ContinuousClock()
    let start = clock.now
    observer?.runWillStart(work)
    var recorder = RecordingObserver(
      network, machine: plan, nativeTimes: nativeTimes, context: context, observer: observer,
      isInterrupted: isInterrupted)
    var outputs: [NamedTensor] = []
    var isPartial = false
    do {
      var context = context
      context.isInterrupted = isInterrupted
      let values = try execution.runValues(network.values, in: context, observer: &recorder)
      outputs = network.plan.outputNames.flatMap { name in values[name]?.tensors(named: name) ?? [] }
    } catch is CancellationError {
      isPartial = true
    }
    return result(
      recorder.layers.sorted { $0.index < $1.index }, outputs, isPartial: isPartial,
      duration: preparation + start.duration(to: clock.now))
  }

  private func result(
    _ layers: [LayerReport], _ outputs: [NamedTensor], isPartial: Bool, duration: Duration
  ) -> RunResult {
    let inputs = network.graph.inputs.compactMap { input in
      network.feeds[input.name].map { ModelSummary.Value(name: input.name, tensor: $0) }
    }
    let summary = ModelSummary(
      of: network.model, inputs: inputs,
      outputs: outputs.map { ModelSummary.Value(name: $0.name, tensor: $0.tensor) })
    var result = RunResult(
      model: summary, machine: machine, engine: options.engine, mapper: options.mapper.rawValue,
      seed: context.seed, layers: layers, outputs: outputs, wallSeconds: duration.seconds,
      isPartial: isPartial)
    if let labels = network.labels, let scores = outputs.first?.tensor {
      result.accuracy = Accuracy(scores: scores, labels: labels)
    }
    return result
  }
}
