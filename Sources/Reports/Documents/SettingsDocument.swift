import CycleSimulator
import Mapping
import ModelRunner
import Workload

/// What a run was asked for besides its model and machine: `settings` in `run.json`, so that it can be run again.
///
/// Paths are as they were given, relative ones to the folder that the run was started in.
package struct SettingsDocument: Codable, Sendable {
  /// An `.npz`, an `.npy`, or a folder with `input_*.pb`.
  package var inputs: [String]
  /// Files of single inputs, by the input's name.
  package var namedInputs: [String: String]
  package var bindings: [String: Int]
  @Nullable package var tiles: String?
  package var target: String
  package var candidates: Int
  @Nullable package var budget: Double?
  package var optimize: Bool
  @Nullable package var energyTable: String?
  @Nullable package var sparsity: Double?
  @Nullable package var sparsityMap: String?
  @Nullable package var prune: String?

  enum CodingKeys: String, CodingKey {
    case inputs, bindings, tiles, target, candidates, budget, optimize, sparsity, prune
    case namedInputs = "named_inputs"
    case energyTable = "energy_table"
    case sparsityMap = "sparsity_map"
  }

  package init(_ request: RunRequest) {
    inputs = []
    namedInputs = [:]
    for source in request.inputs {
      switch source {
      case .path(let path): inputs.append(path)
      case .named(let name, let path): namedInputs[name] = path
      }
    }
    bindings = request.bindings
    target = request.target.rawValue
    candidates = request.searchLimits.candidates
    optimize = request.optimizesStationaryOrder
    tiles = request.tiles
    budget = request.searchLimits.seconds
    energyTable = request.energyTable
    sparsity = request.sparsity
    sparsityMap = request.sparsityMap
    prune = request.pruningMethod
  }
}

extension RunDocument {
  /// The run as a request, on its one machine; `nil` where the file does not say how it was run.
  package var request: RunRequest? {
    guard let settings, let engine = SimulationEngine(rawValue: engine), let mapper = MapperName(rawValue: mapper),
      let target = TileTarget(rawValue: settings.target)
    else { return nil }
    var request = RunRequest(modelPath: model.path)
    request.inputs = settings.inputs.map { .path($0) }
    request.inputs += settings.namedInputs.sorted { $0.key < $1.key }.map { .named(name: $0.key, path: $0.value) }
    request.bindings = settings.bindings
    request.seed = seed
    request.machines = hardware.map { [$0.path] } ?? []
    request.tiles = settings.tiles
    request.mapper = mapper
    request.target = target
    request.searchLimits = SearchLimits(candidates: max(settings.candidates, 1), seconds: settings.budget)
    request.engine = engine
    request.optimizesStationaryOrder = settings.optimize
    request.energyTable = settings.energyTable
    request.sparsity = settings.sparsity
    request.sparsityMap = settings.sparsityMap
    request.pruningMethod = settings.prune
    return request
  }
}
