import CycleSimulator
import Hardware
import Lowering
import ReferenceOperators
import Sparsity
import Tensors
import Workload

/// Simulates the layers behind a node, run by run, and adds up what they cost.
struct NodeSimulation: Sendable {
  let lowered: LoweredNode
  let hardware: HardwareConfiguration
  let tile: TileResolver.Choice
  /// Its weight, where that was pruned.
  let pruned: PrunedWeight?
  let options: AcceleratorOptions
  let prices: PriceList
  /// Its layers where they are timed already.
  var timed: TimedWeights.TimedNode?
  /// Runs that are simulated at a time.
  let threads: Int
  let isInterrupted: @Sendable () -> Bool

  /// - Throws: `CancellationError`, `SimulationError`, `LoweringError`, `HardwareError`.
  func run(_ inputs: [Tensor?]) throws -> (output: Tensor, cost: AcceleratorCost) {
    if isInterrupted() { throw CancellationError() }
    guard options.engine == .fast, let tile = tile.tile,
      let computation = DenseComputation(lowered, tile: tile, on: hardware)
    else { return try runLayers(inputs) }
    let statistics = try prices.statistics(of: lowered.layer, tile: tile)
    let output = try computation.output(of: inputs, workers: Workers(threads: threads))
    return (output, try cost(repeated(statistics), of: lowered.layer, sparsity: sparsity(of: inputs)))
  }

  /// Simulates the runs one by one, each with operands and outputs of its own.
  private func runLayers(_ inputs: [Tensor?]) throws -> (output: Tensor, cost: AcceleratorCost) {
    if let timed { return try runSparse(lowered.layer, timed.runs, timed.kept, inputs) }
    let bound = try lowered.bind(inputs)
    let layer = try ordered(bound)
    if options.engine == .fast, let runs = try sparseRuns(of: layer, on: hardware, tile: tile.tile) {
      return try runSparse(layer, runs, [], inputs)
    }
    var output = bound.makeOutput()
    var total: FabricStatistics?
    // As many runs at a time as there are threads, so that operands of no more are in memory.
    for first in stride(from: 0, to: lowered.runs, by: threads) {
      let count = min(threads, lowered.runs - first)
      let results = try concurrentMap(count, threads: threads) { try simulate(layer, bound, first + $0) }
      for (offset, result) in results.enumerated() {
        output.store(result.outputs, ofRun: first + offset)
        guard layer.timingDependsOnValues || total == nil else { continue }
        if total == nil { total = result.statistics } else { total?.add(result.statistics) }
      }
    }
    guard let total else { preconditionFailure("a lowered node has at least one run") }
    let all = layer.timingDependsOnValues ? total : repeated(total)
    return (output.tensor(), try cost(all, of: layer, sparsity: sparsity(of: inputs)))
  }

  /// - Parameter kept: the compressed weights of each run, where they are known already.
  private func runSparse(
    _ layer: Layer, _ runs: any SparseLayerRuns, _ kept: [CompressedSparseRows], _ inputs: [Tensor?]
  ) throws -> (output: Tensor, cost: AcceleratorCost) {
    let output = try SparseNodeSimulation(
      bound: lowered.bind(pruned.unpruned(inputs, of: lowered), aligns: false), runs: runs, kept: kept,
      weightBound: pruned?.cut?.bound ?? .nonZero, threads: threads, isInterrupted: isInterrupted
    ).output()
    return (output, try cost(runs.statistics(), of: layer, sparsity: sparsity(of: inputs)))
  }

  /// Of all runs, where each costs the same.
  private func repeated(_ statistics: FabricStatistics) -> FabricStatistics {
    var total = statistics
    total.add(statistics, times: lowered.runs - 1)
    return total
  }

  private func simulate(_ layer: Layer, _ bound: BoundNode, _ run: Int) throws -> LayerResult {
    if isInterrupted() { throw CancellationError() }
    do {
      return try CycleSimulator.simulate(
        layer, operands: bound.operands(ofRun: run), on: hardware, tile: tile.tile, engine: options.engine,
        isStopped: isInterrupted)
    } catch SimulationError.stopped {
      throw CancellationError()
    }
  }

  private func cost(
    _ statistics: FabricStatistics, of layer: Layer, sparsity: LayerSparsity
  ) throws -> AcceleratorCost {
    var cost = try AcceleratorCost(
      lowered, tile, statistics: statistics, sparsity: sparsity, energyTable: options.energyTable)
    cost.layer = layer
    return cost
  }

  /// Shares of zeros in the first two inputs, the operands of a Conv, Gemm or MatMul.
  private func sparsity(of inputs: [Tensor?]) -> LayerSparsity {
    let weight = lowered.weight?.index
    let activations = [0, 1].filter { $0 != weight }.compactMap { $0 < inputs.count ? inputs[$0] : nil }
    return LayerSparsity(
      weights: pruned?.sparsity
        ?? weight.flatMap { inputs[$0] }.map { Tensor.shareOfZeros(in: [$0], threads: threads) },
      activations: Tensor.shareOfZeros(in: activations, threads: threads),
      asked: pruned?.asked)
  }
}

extension Workers {
  /// The process's threads, which serve the reference executor as well.
  init(threads: Int) {
    self.init(count: threads) { tasks, body in concurrently(tasks, threads: threads, body) }
  }
}
