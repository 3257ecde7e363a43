import Hardware
import Mapping
import ModelRunner
import Workload

/// One run of a sweep: a value of each axis, and what follows from them.
package struct SweepPoint: Sendable {
  /// From 1, in the order of the table.
  package internal(set) var number: Int
  let values: [SweepAxis: AxisValue]
  /// The machine, with the settings that axes replace.
  package let hardware: HardwareConfiguration
  /// Says everything that the results depend on: equal contents belong to equal results.
  let content: String
  let paths: SweepPaths
  let run: SweepRunSettings

  /// Its values in the order of the columns: `model=a.onnx hardware=b.cfg sparsity=0.5`.
  package func name(_ columns: [SweepAxis]) -> String {
    columns.compactMap { axis in values[axis].map { "\(axis.rawValue)=\($0.text)" } }.joined(separator: " ")
  }

  /// What the point asks of a run, its machine aside.
  package var request: RunRequest {
    var request = RunRequest(modelPath: path(.model) ?? "")
    request.inputs = path(.inputs).map { [.path($0)] } ?? []
    request.bindings = run.bindings
    request.seed = (values[.seed]?.integer).map { UInt64($0) } ?? request.seed
    request.tiles = path(.tiles)
    request.mapper = text(.mapper).flatMap(MapperName.init) ?? request.mapper
    request.target = text(.target).flatMap { TileTarget(rawValue: $0) } ?? request.target
    if let candidates = run.candidates {
      request.searchLimits = SearchLimits(candidates: candidates, seconds: nil)
    }
    request.optimizesStationaryOrder = values[.optimize]?.flag ?? false
    request.energyTable = path(.energyTable)
    request.sparsity = values[.sparsity]?.number
    request.sparsityMap = path(.sparsityMap)
    request.pruningMethod = text(.prune)
    return request
  }

  /// Where the machine came from, and what was changed: for reports.
  package var machine: RunResult.Machine {
    RunResult.Machine(path: text(.hardware) ?? "", configuration: hardware)
  }

  /// A message with the files' paths as the sweep's file has them, which do not depend on where it is run.
  func located(_ message: String) -> String {
    values.filter { $0.key.isPath }.values.map(\.text).sorted { $0.utf8.count > $1.utf8.count }
      .reduce(message) { $0.replacing(paths.resolved($1), with: $1) }
  }

  func text(_ axis: SweepAxis) -> String? { values[axis]?.text }

  private func path(_ axis: SweepAxis) -> String? { text(axis).map(paths.resolved) }
}
