import CycleSimulator
import Hardware
import Lowering
import ModelGraph
import ModelPreparation
import Workload

/// A pass over a network on one machine that computes no tensor and keeps no report of its layers: it adds up their
/// prices, most of which may be known from other networks, machines' tiles and runs.
struct PricingRun {
  private let graph: Graph
  private let hardware: HardwareConfiguration
  private let options: AcceleratorOptions
  private let plan: MachinePlan
  /// The zeros that weights get where they have no values; `nil` where they have.
  private let sparsity: RandomSparsity?

  /// - Throws: the errors of tile files, and of tiles that the machine cannot hold.
  init(
    _ graph: Graph, _ inference: ShapeInference, on hardware: HardwareConfiguration, options: AcceleratorOptions,
    sparsity: RandomSparsity? = nil, threads: Int
  ) throws {
    self.graph = graph
    self.hardware = hardware
    self.options = options
    self.sparsity = sparsity
    plan = try MachinePlan(graph, inference, hardware, options, sparsity: sparsity?.ratio, threads: threads)
  }

  /// - Returns: what a run costs; `nil` where only a run tells: a shape, a tile or the timing of a layer depends on
  ///   values.
  /// - Throws: `CancellationError`, the errors of simulations.
  func totals(_ prices: some LayerPrices, isInterrupted: () -> Bool) throws -> RunTotals? {
    var totals = RunTotals()
    for (index, node) in graph.nodes.enumerated() {
      if isInterrupted() { throw CancellationError() }
      guard NodeProblem.operators.contains(node.operatorType) else {
        totals.processorNodes += 1
        continue
      }
      guard let (placement, tile) = plan.planned(index) else { return nil }
      guard case .accelerator(let lowered) = placement else {
        totals.processorNodes += 1
        continue
      }
      guard let tile, let price = try price(of: lowered, index, tile.tile, prices) else { return nil }
      let layer = lowered.layer
      try totals.add(
        price.repeated(lowered.runs, of: layer), of: layer, macs: lowered.macs, table: options.energyTable)
    }
    totals.findUtilization(on: hardware)
    return totals
  }

  /// Of one run of the layer.
  private func price(
    of lowered: LoweredNode, _ node: Int, _ tile: Tile?, _ prices: some LayerPrices
  ) throws -> LayerPrice? {
    let layer = lowered.layer
    var key = "\(layer.text); \(tile?.convolutionText ?? "no tile"); \(hardware.text)"
    guard layer.timingDependsOnValues else {
      return try prices.price(key) {
        LayerPrice(try simulate(layer, on: hardware, tile: tile, engine: options.engine).statistics)
      }
    }
    guard let sparsity else { return nil }
    key += "; \(layer.options); zeros \(sparsity.ratio) seed \(sparsity.seed) node \(node) "
    key += lowered.weightOperand.map { "in \($0)" } ?? "in none"
    return try prices.price(key) {
      let operands = try sparsity.operands(of: lowered, node: node)
      return LayerPrice(
        try simulate(layer, operands: operands, on: hardware, tile: tile, engine: options.engine).statistics)
    }
  }
}

extension Layer {
  /// How a SparseGEMM is run, in words.
  fileprivate var options: String {
    guard case .sparseGEMM(_, let options) = self else { return "" }
    return "\(options.dataflow.rawValue)\(options.optimize ? " largest first" : "")"
  }
}
