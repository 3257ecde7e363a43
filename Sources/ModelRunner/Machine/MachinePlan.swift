import CycleSimulator
import Hardware
import Lowering
import Mapping
import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors
import Workload

/// Where each node of a network runs on one machine, and with which tile: made before anything runs, so
/// that a tile that does not fit is found at once.
///
/// What depends on values (a shape that only the run knows, the zeros of activations) is left to the run.
struct MachinePlan: Sendable {
  let setup: MachineSetup
  let prices: PriceList
  /// Weights that were pruned, by node.
  private let pruned: [Int: PrunedWeight]
  private var placements: [Int: Placement] = [:]
  private var tiles: [Int: TileResolver.Choice] = [:]
  private let fileNames: [String]

  /// A layer whose tile can be chosen before anything runs.
  private struct KnownLayer {
    var index: Int
    var lowered: LoweredNode
    var inputs: [Tensor?]
    /// Share of zeros in what the machine compresses, where it is known without looking.
    var sparsity: Double?
  }

  /// - Parameters:
  ///   - sparsity: share of zeros to take for all weights, where there are no values of them.
  ///   - pruned: weights whose zeros are counted already, by node.
  ///   - threads: layers whose tiles are searched for at a time.
  /// - Throws: the errors of tile files, and of tiles that the machine cannot hold.
  init(
    _ graph: Graph, _ inference: ShapeInference, _ hardware: HardwareConfiguration, _ options: AcceleratorOptions,
    sparsity: Double? = nil, pruned: [Int: PrunedWeight] = [:], threads: Int
  ) throws {
    setup = MachineSetup(hardware, options)
    prices = PriceList(hardware, engine: options.engine)
    self.pruned = pruned
    var names = LayerFileName()
    fileNames = graph.nodes.map { names.name(for: $0.displayName) }
    var known: [KnownLayer] = []
    for (index, node) in graph.nodes.enumerated()
    where NodeProblem.operators.contains(node.operatorType) {
      let facts = inference.inputs(of: node)
      guard facts.facts.allSatisfy({ $0 == nil || $0?.shape != nil }) else { continue }
      let placement = try placement(of: node, index, facts, in: graph)
      placements[index] = placement
      if case .accelerator(let lowered) = placement,
        sparsity != nil || !lowered.needsValuesForTile(options.mapper)
      {
        known.append(
          KnownLayer(
            index: index, lowered: lowered, inputs: node.inputs.map { graph.initializers[$0] },
            sparsity: sparsity.map { lowered.weight == nil ? 0 : $0 } ?? pruned[index]?.sparsity))
      }
    }
    // Equal layers are searched once: the first of each together, the others find what those found.
    var layers: Set<Layer> = []
    let first = known.filter { layers.insert($0.lowered.layer).inserted }
    let (setup, fileNames) = (setup, fileNames)
    _ = try concurrentMap(options.mapper == .optimal ? first.count : 0, threads: threads) { place in
      try Self.tile(first[place], setup, fileNames)
    }
    for layer in known { tiles[layer.index] = try Self.tile(layer, setup, fileNames) }
  }

  private static func tile(
    _ known: KnownLayer, _ setup: MachineSetup, _ fileNames: [String]
  ) throws -> TileResolver.Choice {
    try setup.tile(
      for: known.lowered, inputs: known.inputs, sparsity: known.sparsity, fileName: fileNames[known.index],
      index: known.index)
  }

  /// - Parameter inputs: the node's values, now that they are known.
  func placement(of node: Node, _ index: Int, inputs: [Tensor?], in graph: Graph) throws -> Placement {
    if let placement = placements[index] { return placement }
    let facts = InputFacts(inputs.map { $0.map { ValueFact($0.dataType, $0.shape.extents) } })
    return try placement(of: node, index, facts, in: graph)
  }

  func tile(for lowered: LoweredNode, _ index: Int, inputs: [Tensor?]) throws -> TileResolver.Choice {
    if let tile = tiles[index] { return tile }
    return try setup.tile(for: lowered, inputs: inputs, fileName: fileNames[index], index: index)
  }

  /// What is planned for a node; nil where its shapes are not known before the run, or no machine takes its operator.
  func planned(_ index: Int) -> (placement: Placement, tile: TileResolver.Choice?)? {
    placements[index].map { ($0, tiles[index]) }
  }

  /// Times all layers that are known before the run, where their timing depends on no values.
  /// - Parameter isInterrupted: once true, the rest is left out.
  func priceLayers(threads: Int, isInterrupted: @Sendable () -> Bool) {
    let items = placements.compactMap { index, placement -> PriceList.Item? in
      guard case .accelerator(let lowered) = placement else { return nil }
      return tiles[index].map { PriceList.Item(layer: lowered.layer, tile: $0.tile) }
    }
    prices.price(items, threads: threads, isInterrupted: isInterrupted)
  }

  /// The layers of a sparse machine that keep weights, timed.
  func timedWeights(
    in graph: Graph, threads: Int, isInterrupted: @Sendable () -> Bool
  ) -> TimedWeights {
    let (options, hardware) = (setup.options, setup.hardware)
    let trees =
      hardware.controller == .sigmaSparseGEMM && HardwareLegality.violation(of: hardware) == nil
      ? VirtualNeuronTrees(AdderTreeTopology(leaves: hardware.multipliers)) : nil
    let candidates = placements.compactMap { index, placement -> TimedWeights.Candidate? in
      // The best order of SIGMA's vectors is chosen where the node runs.
      guard options.engine == .fast, options.mapper != .optimal, case .accelerator(let lowered) = placement,
        let input = lowered.weight?.index, let weight = graph.initializers[graph.nodes[index].inputs[input]],
        let tile = tiles[index],
        let runs = try? sparseRuns(of: lowered.layer, on: hardware, tile: tile.tile, trees: trees)
      else { return nil }
      let cut = pruned[index]?.cut
      return TimedWeights.Candidate(
        index: index, lowered: lowered, weight: cut?.values ?? weight, bound: cut?.bound ?? .nonZero, runs: runs)
    }
    return TimedWeights(candidates, threads: threads, isInterrupted: isInterrupted)
  }

  private func placement(
    of node: Node, _ index: Int, _ facts: InputFacts, in graph: Graph
  ) throws -> Placement {
    let hasTileFile = try setup.hasTileFile(fileNames[index], index: index)
    return setup.placement(
      of: node, facts: facts, constants: graph.constantInputs(of: node), hasTileFile: hasTileFile)
  }
}

extension LoweredNode {
  /// Whether the tile depends on what only the run knows: MAGMA's follows the zeros in its left operand, their share,
  /// which a weight tells, or those of each row, where the best tile is searched for.
  fileprivate func needsValuesForTile(_ mapper: MapperName) -> Bool {
    guard case .sparseDense = layer else { return false }
    return weight == nil || mapper == .optimal
  }
}
