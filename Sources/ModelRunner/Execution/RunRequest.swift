import CycleSimulator
import Hardware
import Mapping
import ReferenceOperators
import Sparsity
import Workload

/// Everything that a run is asked for: `stonne run` as a value.
package struct RunRequest: Sendable {
  package var modelPath: String
  package var inputs: [InputSource] = []
  package var bindings: [String: Int] = [:]
  package var seed: UInt64 = 1
  /// Hardware files; none means the reference executor alone.
  package var machines: [String] = []
  /// A folder of tile files, or one file.
  package var tiles: String?
  package var mapper = MapperName.stonne
  package var target = TileTarget.performance
  package var searchLimits = SearchLimits()
  /// Searches for tiles that need not be made again, and those that are made.
  package var searches = SearchMemory()
  package var engine = SimulationEngine.fast
  package var optimizesStationaryOrder = false
  /// `nil` means the shipped table.
  package var energyTable: String?
  /// Ratio to prune weights to, of the layers that the map does not name.
  package var sparsity: Double?
  /// A file of ratios by layer.
  package var sparsityMap: String?
  /// `nil` means magnitude.
  package var pruningMethod: String?
  package var checksAgainstReference = false
  /// An `.npz`, or a folder with `output_*.pb`.
  package var expectation: String?
  package var tolerance = ToleranceOverride()
  /// Whether nodes on a machine are timed on the reference executor as well.
  package var comparesTimes = false
  package var threads = 1
  /// Bytes that one node's outputs may take.
  package var memoryLimit = Int.max

  package init(modelPath: String) { self.modelPath = modelPath }

  /// Reads all files and plans every machine, so that a bad one costs no time.
  /// - Throws: the errors of the model, the inputs, the machines, the tiles and the pruning.
  package func prepare() throws -> PreparedRun { try prepare(for: targets()) }

  /// The same for machines that are known already.
  package func prepare(for targets: [RunResult.Machine]) throws -> PreparedRun {
    let options = try acceleratorOptions()
    let pruning = try networkPruning()
    let network = try PreparedNetwork(
      path: modelPath, inputs: inputs, bindings: bindings, pruning: pruning, context: context)
    let context = context.withinProcessLimits()
    let runs = try targets.map {
      try NetworkRun(network, on: $0, options: options, context: context, comparesTimes: comparesTimes)
    }
    return PreparedRun(
      runs: runs, network: network, context: context,
      expected: try expectation.map { try ExpectedOutputs(path: $0, of: network, memoryLimit: memoryLimit) },
      checksAgainstReference: checksAgainstReference, tolerance: tolerance,
      pruning: pruning.map { .init(method: $0.method.name, sparsity: $0.ratio.value) })
  }

  /// What an evaluation may use.
  package var context: ExecutionContext {
    ExecutionContext(threads: threads, seed: seed, memoryLimit: memoryLimit)
  }

  /// - Throws: the errors of the hardware files and of the energy table.
  func targets() throws -> [RunResult.Machine] {
    try machines.map { try target(HardwareConfiguration(path: $0), path: $0) }
  }

  /// A machine with the units that its energy is reported in.
  /// - Throws: the errors of the energy table.
  package func target(_ hardware: HardwareConfiguration, path: String) throws -> RunResult.Machine {
    let costs = try energyTable.map { try EnergyTable(path: $0) } ?? .standard
    var machine = RunResult.Machine(path: path, configuration: hardware)
    machine.energyTablePath = energyTable
    machine.energyUnit = costs.energyUnit
    machine.areaUnit = costs.areaUnit
    return machine
  }

  /// - Throws: the errors of the energy table and the tile files.
  package func acceleratorOptions() throws -> AcceleratorOptions {
    let costs = try energyTable.map { try EnergyTable(path: $0) }
    if let costs, let energyTable { try costs.requireEveryCost(path: energyTable) }
    var options = AcceleratorOptions(
      tiles: try tiles.map { try TileFolder(path: $0) }, mapper: mapper, target: target, engine: engine,
      optimizesStationaryOrder: optimizesStationaryOrder,
      energyTable: costs ?? .standard)
    options.searchLimits = searchLimits
    options.searches = searches
    return options
  }

  /// - Returns: `nil` where nothing is to be pruned.
  /// - Throws: the errors of the method, the ratio and the map.
  package func networkPruning() throws -> NetworkPruning? {
    guard sparsity != nil || sparsityMap != nil || pruningMethod != nil else { return nil }
    let method = try PruningMethods.parse(pruningMethod ?? "magnitude")
    return NetworkPruning(
      method: method, ratio: try PruningRatio(sparsity ?? 0),
      map: try sparsityMap.map { try SparsityMap(path: $0) })
  }
}
