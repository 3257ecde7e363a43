import ModelRunner
import TensorFiles
import Workload

extension RunReport {
  /// Where a run's files lie in its folder, for who asks before there is a run. Of STONNE's statistics files those that
  /// are there already: their names follow from layers that only the run knows, and no others can be lost.
  /// - Parameter machines: hardware files; none for the reference executor alone.
  package static func files(in folder: String, machines: [String], detail: ReportDetail) -> [NamedFile] {
    let places = [folder] + (machines.count > 1 ? fileNames(of: machines).map { "\(folder)/\($0)" } : [])
    var names = ["layers.csv", "trace.json", "report.html", "run.json"]
    if machines.count > 1 { names.append("comparison.csv") }
    let paths = names.map { "\(folder)/\($0)" } + places.map { "\($0)/outputs.npz" }
    let files = paths.map { NamedFile($0, named: "the file of --out") }
    guard detail == .full else { return files }
    return files
      + places.flatMap {
        NamedFile.files(in: $0 + "/layers", named: "a file of --out", where: LayerStatisticsFiles.isName)
      }
  }

  /// Asked before a run that is to be written.
  /// - Throws: `TensorFileError` where `outputs.npz` cannot hold outputs of such names.
  package static func requireNames(of run: PreparedRun) throws { try NumpyArchive.requireNames(run.outputNames) }

  /// Where node data for Model Explorer goes: with several machines a file each.
  package static func nodeData(at path: String, machines: [String]) -> [String] {
    guard machines.count > 1 else { return [path] }
    let end = path.hasSuffix(".json") ? ".json" : ""
    return fileNames(of: machines).map { path.dropLast(end.count) + "." + $0 + end }
  }

  /// What the files of each machine are named after it.
  static func fileNames(of machines: [String]) -> [String] {
    var names = LayerFileName()
    return machines.map { names.name(for: MachineComparisonTable.stem($0)) }
  }
}
