import CycleSimulator
import Hardware
import Lowering
import Mapping
import ModelGraph
import ModelPreparation
import ReferenceOperators
import Sparsity
import Tensors
import Workload

/// One layer of a network as a run had it, ready to be simulated on any machine.
package struct LayerExperiment: Sendable {
  /// The machine of the run.
  package let hardware: HardwareConfiguration
  private let options: AcceleratorOptions
  private let threads: Int
  private let node: Node
  private let index: Int
  private let fileName: String
  private let facts: InputFacts
  private let constants: Set<Int>
  private let values: Values
  private let isInterrupted: @Sendable () -> Bool

  /// What is known of the layer's operands.
  private enum Values: Sendable {
    /// Shapes and weights, which are all that a dense machine's timing depends on.
    case shapes([Tensor?], RandomSparsity)
    /// What reached the node.
    case tensors([Tensor?])
  }

  /// Reads the network again; a sparse machine runs it up to the layer, since its timing depends on values.
  ///
  /// - Parameters:
  ///   - request: of the run, with one machine.
  ///   - isTimingOnly: whether the run computed no tensors.
  /// - Returns: `nil` where the network has no such layer, or was interrupted.
  /// - Throws: the errors of the model, the inputs, the machine, the tiles and the pruning.
  package init?(
    _ request: RunRequest, layer: LayerName, isTimingOnly: Bool,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws {
    guard let machine = try request.targets().first else { return nil }
    hardware = machine.configuration
    options = try request.acceleratorOptions()
    threads = request.threads
    self.isInterrupted = isInterrupted
    let graph: Graph
    let inference: ShapeInference
    if isTimingOnly || !hardware.controller.isSparse,
      let network = try Self.shaped(request, isOptional: !isTimingOnly)
    {
      (graph, inference) = (network.graph, network.inference)
      guard let index = layer.index(in: graph) else { return nil }
      self.index = index
      let constants = graph.nodes[index].inputs.map { graph.initializers[$0] }
      values = .shapes(
        constants,
        RandomSparsity(
          ratio: try PruningRatio(request.sparsity ?? 0).value, seed: request.seed,
          memoryLimit: request.memoryLimit))
    } else {
      guard let run = try request.prepare().runs.first else { return nil }
      (graph, inference) = (run.network.graph, run.network.inference)
      guard let index = layer.index(in: graph),
        let inputs = try run.inputs(of: index, isInterrupted: isInterrupted)
      else { return nil }
      self.index = index
      values = .tensors(inputs)
    }
    node = graph.nodes[index]
    constants = graph.constantInputs(of: node)
    if case .tensors(let inputs) = values {
      facts = InputFacts(inputs.map { $0.map { ValueFact($0.dataType, $0.shape.extents) } })
    } else {
      facts = inference.inputs(of: node)
    }
    var names = LayerFileName()
    fileName = graph.nodes[...index].map { names.name(for: $0.displayName) }.last ?? ""
  }

  /// - Parameter isOptional: whether a network whose shapes depend on values is no error.
  private static func shaped(_ request: RunRequest, isOptional: Bool) throws -> ShapedNetwork? {
    do {
      return try ShapedNetwork(
        path: request.modelPath, inputs: request.inputs, bindings: request.bindings, context: request.context)
    } catch  where isOptional {
      return nil
    }
  }

  /// What the layer costs as it was run.
  /// - Throws: ``ExperimentError`` where the machine cannot run it, `SimulationError`.
  package func cost() throws -> AcceleratorCost { try cost(on: hardware) }

  /// What the layer costs on another machine.
  /// - Parameters:
  ///   - tile: leaves the choice to the run's tile files and mapper where it is `nil`.
  ///   - mapper: who chooses instead of them.
  /// - Throws: ``ExperimentError`` where the machine cannot be built or cannot run it; `SimulationError`, `HardwareError`.
  func cost(
    on hardware: HardwareConfiguration, tile: TileResolver.Choice? = nil, mapper: MapperName? = nil
  ) throws -> AcceleratorCost {
    if let violation = HardwareLegality.violation(of: hardware) { throw ExperimentError(violation) }
    var options = options
    if let mapper { (options.mapper, options.tiles) = (mapper, nil) }
    let setup = MachineSetup(hardware, options)
    let hasTileFile = try setup.hasTileFile(fileName, index: index)
    let placement = setup.placement(of: node, facts: facts, constants: constants, hasTileFile: hasTileFile)
    guard case .accelerator(let lowered) = placement else {
      throw ExperimentError(reason: "the layer stays on the CPU")
    }
    func choice(_ inputs: [Tensor?], sparsity: Double? = nil) throws -> TileResolver.Choice {
      if let tile { return tile }
      return try setup.tile(for: lowered, inputs: inputs, sparsity: sparsity, fileName: fileName, index: index)
    }
    let prices = PriceList(hardware, engine: options.engine)
    switch values {
    case .shapes(let constants, let sparsity):
      let ratio = lowered.layer.timingDependsOnValues ? lowered.weight == nil ? 0 : sparsity.ratio : nil
      let pricing = ShapePricing(hardware: hardware, options: options, prices: prices, sparsity: sparsity)
      return try pricing.cost(of: lowered, index, try choice(constants, sparsity: ratio))
    case .tensors(let inputs):
      let simulation = NodeSimulation(
        lowered: lowered, hardware: hardware, tile: try choice(inputs), pruned: nil, options: options,
        prices: prices, threads: threads, isInterrupted: isInterrupted)
      return try simulation.run(inputs).cost
    }
  }
}
