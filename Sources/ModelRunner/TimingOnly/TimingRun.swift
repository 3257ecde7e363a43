import CycleSimulator
import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors
import Workload

/// A pass over a network on one machine that computes no tensors: cycles, counters and energy of every node that the
/// machine takes.
struct TimingRun {
  private let network: ShapedNetwork
  private let machine: RunResult.Machine
  private let plan: MachinePlan
  private let options: AcceleratorOptions
  private let sparsity: RandomSparsity
  private let threads: Int

  /// - Throws: ``TimingError``, the errors of tile files, and of tiles that the machine cannot hold.
  init(
    _ network: ShapedNetwork, on machine: RunResult.Machine, options: AcceleratorOptions, sparsity: RandomSparsity,
    threads: Int
  ) throws {
    self.network = network
    self.machine = machine
    self.options = options
    self.sparsity = sparsity
    self.threads = threads
    try network.requireShapes()
    plan = try MachinePlan(
      network.graph, network.inference, machine.configuration, options, sparsity: sparsity.ratio, threads: threads)
  }

  /// - Parameter isInterrupted: asked between layers; once true, what is finished is returned and marked as partial.
  /// - Throws: the errors of simulations.
  func run(observer: (any RunObserver)?, isInterrupted: @Sendable () -> Bool) throws -> RunResult {
    plan.priceLayers(threads: threads, isInterrupted: isInterrupted)
    let pricing = ShapePricing(
      hardware: machine.configuration, options: options, prices: plan.prices, sparsity: sparsity)
    var layers: [LayerReport] = []
    var totals = RunTotals()
    let nodes = network.graph.nodes
    for (index, node) in nodes.enumerated() where !isInterrupted() {
      let planned = plan.planned(index)
      var device = LayerReport.Device.processor(reason: nil)
      var seconds = 0.0
      switch planned?.placement {
      case .accelerator(let lowered)?:
        observer?.nodeWillRun(node.displayName, index: index, of: nodes.count, onAccelerator: true)
        let clock = ContinuousClock()
        let start = clock.now
        let cost = try pricing.cost(of: lowered, index, planned?.tile ?? .init())
        try totals.add(LayerPrice(cost.statistics), of: cost.layer, macs: cost.macs, table: options.energyTable)
        seconds = start.duration(to: clock.now).seconds + plan.prices.takeSeconds(of: cost.layer, tile: cost.tile)
        device = .accelerator(cost)
      case .processor(let reason)?: device = .processor(reason: reason.description)
      case nil: break
      }
      let report = LayerReport(
        index: index, name: node.displayName, operatorType: node.operatorType, output: node.firstOutput ?? "",
        outputShapes: node.outputs.compactMap { network.inference.facts[$0]?.shape }, wallSeconds: seconds,
        device: device)
      layers.append(report)
      observer?.nodeDidRun(report, of: nodes.count)
    }
    return result(layers, isPartial: layers.count < nodes.count)
  }

  private func result(_ layers: [LayerReport], isPartial: Bool) -> RunResult {
    RunResult(
      model: ModelSummary(of: network.model, inputs: network.inputs, outputs: network.outputs), machine: machine,
      engine: options.engine, mapper: options.mapper.rawValue, seed: sparsity.seed, layers: layers, outputs: [],
      wallSeconds: 0, isPartial: isPartial, isTimingOnly: true)
  }
}
