import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors

/// Watches a run of the plan: simulates what its machine takes, and writes down what every node cost.
struct RecordingObserver: ExecutionObserver {
  let graph: Graph
  private let machine: MachinePlan?
  private let nativeTimes: NativeTimes?
  private let prunedWeights: [Int: PrunedWeight]
  private let context: ExecutionContext
  private let source: String
  private let observer: (any RunObserver)?
  private let isInterrupted: @Sendable () -> Bool
  /// What the node that is under way cost, or why it stays on the CPU.
  private var current: LayerReport.Device = .processor(reason: nil)
  /// What the reference executor takes for it, and for how long it was asked now.
  private var native: (seconds: Double, asking: Double)?
  private(set) var layers: [LayerReport] = []
  /// What can be timed without the values of activations, once the first node on the machine asks for it.
  private var timedWeights: TimedWeights?
  /// What that took while the node that is under way ran.
  private var pricing = Duration.zero
  /// Seconds that timing this node took then or before.
  private var timedAhead = 0.0

  init(
    _ network: PreparedNetwork, machine: MachinePlan?, nativeTimes: NativeTimes?, context: ExecutionContext,
    observer: (any RunObserver)?, isInterrupted: @escaping @Sendable () -> Bool
  ) {
    graph = network.graph
    prunedWeights = network.prunedWeights
    self.machine = machine
    self.nativeTimes = nativeTimes
    self.context = context
    source = network.model.path
    self.observer = observer
    self.isInterrupted = isInterrupted
  }

  mutating func evaluate(_ index: Int, inputs: OperatorInputs, in context: ExecutionContext) throws -> [Tensor]? {
    if isInterrupted() { throw CancellationError() }
    let node = graph.nodes[index]
    current = .processor(reason: nil)
    native = nil
    pricing = .zero
    guard let machine, NodeProblem.operators.contains(node.operatorType) else {
      announce(node, index, onAccelerator: false)
      return nil
    }
    let values = node.inputs.indices.map { inputs[$0] }
    switch try machine.placement(of: node, index, inputs: values, in: graph) {
    case .processor(let reason):
      current = .processor(reason: reason.description)
      announce(node, index, onAccelerator: false)
      return nil
    case .accelerator(let lowered):
      announce(node, index, onAccelerator: true)
      if lowered.runByteCount > context.memoryLimit {
        let fault = context.memoryError(lowered.runByteCount)
        throw NodeError(fault, node: node, source: source)
      }
      let timed = takeTimed(index, of: machine)
      let tile = try machine.tile(for: lowered, index, inputs: values)
      let simulation = NodeSimulation(
        lowered: lowered, hardware: machine.setup.hardware, tile: tile, pruned: prunedWeights[index],
        options: machine.setup.options, prices: machine.prices, timed: timed, threads: context.threads,
        isInterrupted: isInterrupted)
      let (output, cost) = try simulation.run(values)
      current = .accelerator(cost)
      native = nativeTimes?.seconds(
        of: index, lowered, inputs: OperatorInputs(prunedWeights[index].unpruned(values, of: lowered)), in: context
      )
      return [output]
    }
  }

  /// The timed runs of a node whose turn has come.
  private mutating func takeTimed(_ index: Int, of machine: MachinePlan) -> TimedWeights.TimedNode? {
    if timedWeights == nil { timedWeights = priceLayers(of: machine) }
    let timed = timedWeights?.take(index)
    timedAhead = timed?.seconds ?? 0
    return timed
  }

  /// Times all layers of the network for which no activations are needed, on all threads.
  private mutating func priceLayers(of machine: MachinePlan) -> TimedWeights {
    let clock = ContinuousClock()
    let start = clock.now
    // The stepped engine times a layer as it computes its outputs.
    if machine.setup.options.engine == .fast {
      machine.priceLayers(threads: context.threads, isInterrupted: isInterrupted)
    }
    let timed = machine.timedWeights(in: graph, threads: context.threads, isInterrupted: isInterrupted)
    pricing = start.duration(to: clock.now)
    return timed
  }

  mutating func willEvaluate(_ group: [Int]) throws {
    if isInterrupted() { throw CancellationError() }
    current = .processor(reason: nil)
    pricing = .zero
    if let first = group.first { announce(graph.nodes[first], first, onAccelerator: false) }
  }

  mutating func finished(_ index: Int, outputs: [Value], after duration: Duration) {
    let node = graph.nodes[index]
    var seconds = (duration - pricing).seconds - (native?.asking ?? 0)
    if case .accelerator(let cost) = current {
      seconds += machine?.prices.takeSeconds(of: cost.layer, tile: cost.tile) ?? 0
      seconds += timedAhead
    }
    let report = LayerReport(
      index: index, name: node.displayName, operatorType: node.operatorType, output: node.firstOutput ?? "",
      outputShapes: outputs.prefix(node.outputs.count).compactMap { $0.tensor?.shape },
      wallSeconds: seconds,
      nativeSeconds: native?.seconds,
      device: current)
    layers.append(report)
    observer?.nodeDidRun(report, of: graph.nodes.count)
  }

  private func announce(_ node: Node, _ index: Int, onAccelerator: Bool) {
    observer?.nodeWillRun(
      node.displayName, index: index, of: graph.nodes.count, onAccelerator: onAccelerator)
  }
}
