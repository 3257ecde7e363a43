import CycleSimulator
import Hardware
import Mapping
import ReferenceOperators
import Tensors
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
  package var engine = SimulationEngine.fast
  package var optimizesStationaryOrder = false
  /// `nil` means the shipped table.
  package var energyTable: String?
  package var checksAgainstReference = false
  /// An `.npz`, or a folder with `output_*.pb`.
  package var expectation: String?
  package var tolerance = ToleranceOverride()
  package var threads = 1

  package init(modelPath: String) { self.modelPath = modelPath }

  /// Runs the network on each machine. The files are all read before anything runs, so that a bad one
  /// costs no time.
  /// - Returns: one result a machine, fewer where the run was interrupted.
  package func run(
    observer: (any RunObserver)? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [RunResult] {
    let targets = try machines.map {
      RunResult.Machine(path: $0, configuration: try HardwareConfiguration(path: $0))
    }
    let options = try acceleratorOptions()
    let network = try PreparedNetwork(path: modelPath, inputs: inputs, bindings: bindings, seed: seed)
    let expected = try expectation.map { try ExpectedOutputs(path: $0, of: network) }
    let context = ExecutionContext(threads: threads, seed: seed)

    var reference: RunResult?
    var results: [RunResult] = []
    for target in targets.isEmpty ? [nil] : targets.map(Optional.some) {
      let run = NetworkRun(network, on: target, options: options, context: context)
      var result = try run.run(observer: observer, isInterrupted: isInterrupted)
      if !result.isPartial {
        if checksAgainstReference {
          if reference == nil { reference = try NetworkRun(network, on: nil, context: context).run() }
          result.check = reference.map { CheckReport(of: result.outputs, against: $0.outputs, tolerance) }
        }
        result.expectation = expected.map { CheckReport(of: result.outputs, against: $0.outputs, tolerance) }
      }
      results.append(result)
      if result.isPartial { break }
    }
    return results
  }

  private func acceleratorOptions() throws -> AcceleratorOptions {
    AcceleratorOptions(
      tiles: try tiles.map { try TileFolder(path: $0) }, mapper: mapper, engine: engine,
      optimizesStationaryOrder: optimizesStationaryOrder,
      energyTable: try energyTable.map { try EnergyTable(path: $0) } ?? .standard)
  }
}
