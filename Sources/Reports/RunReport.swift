import Diagnostics
import ModelRunner
import TensorFiles

/// The reports of a run: text for stdout and the files of its folder.
package struct RunReport {
  private let results: [RunResult]
  private let documents: [RunDocument]
  private let withTimings: Bool

  /// - Parameters:
  ///   - results: one a machine, or one of the reference executor.
  ///   - request: what was asked for, so that the run can be made again; `nil` leaves it out.
  ///   - withTimings: whether anything that depends on the clock is reported.
  package init(_ results: [RunResult], of request: RunRequest? = nil, withTimings: Bool) {
    self.results = results
    self.withTimings = withTimings
    documents = results.map { result in
      var document = RunDocument(result, withTimings: withTimings)
      document.settings = request.map(SettingsDocument.init)
      return document
    }
  }

  /// - Parameter width: columns of the terminal; `nil` where there is no limit.
  package func text(in format: ReportFormat, width: Int?, style: TextStyle = .plain) throws -> String {
    switch format {
    case .table:
      (documents.map { RunTable($0).text(width: width, style: style) }
        + (comparison.map { [MachineComparisonTable($0).text(width: width, style: style)] } ?? []))
        .joined(separator: "\n")
    case .json: try json()
    case .csv: csv
    }
  }

  /// Writes `run.json`, `layers.csv`, `trace.json`, `report.html` and `outputs.npz`, and with `full` detail a pair of STONNE's files a
  /// layer. With several machines each has a subfolder for its outputs and layers, named after its file, and
  /// `comparison.csv` says which runs each layer best.
  /// - Parameter megahertz: the clock that turns cycles into the time of `trace.json`.
  package func write(
    to folder: String, detail: ReportDetail, megahertz: Double = TraceFile.standardClock
  ) throws {
    try WholeFile.makeFolder(folder)
    let names = Self.fileNames(of: results.compactMap { $0.machine?.path })
    for (index, result) in results.enumerated() {
      var place = folder
      if results.count > 1 {
        place += "/" + names[index]
        try WholeFile.makeFolder(place)
      }
      if !result.isPartial, !result.isTimingOnly {
        let arrays = result.outputs.map { (name: $0.name, tensor: $0.tensor) }
        try WholeFile.write(try NumpyArchive.bytes(of: arrays), to: place + "/outputs.npz")
      }
      if detail == .full { try LayerStatisticsFiles(result).write(to: place + "/layers") }
    }
    try WholeFile.write(csv, to: folder + "/layers.csv")
    try WholeFile.write(try TraceFile(documents, megahertz: megahertz).text, to: folder + "/trace.json")
    if let comparison {
      try WholeFile.write(MachineComparisonCSV(comparison).text, to: folder + "/comparison.csv")
    }
    try WholeFile.write(RunPage(documents, comparison: comparison).text, to: folder + "/report.html")
    // Last, since its presence says that the others are there.
    try WholeFile.write(try json(), to: folder + "/run.json")
  }

  /// Writes the model with each node's statistics in its metadata.
  /// - Throws: ``AnnotationError``, `OnnxError`, `MachineFault`.
  package func write(_ model: AnnotatedModel) throws { try model.write(results, documents) }

  /// Writes node data for Model Explorer; with several machines a file each, named after the machine.
  package func writeNodeData(_ quantity: ModelExplorerData.Quantity, to path: String) throws {
    let places = Self.nodeData(at: path, machines: documents.compactMap { $0.hardware?.path })
    for (document, place) in zip(documents, places) {
      try WholeFile.write(try ModelExplorerData(document, quantity: quantity).text, to: place)
    }
  }

  private func json() throws -> String {
    if documents.count == 1 { return try JSONText.encode(documents[0]) }
    return try JSONText.encode(RunsDocument(documents, comparison: comparison))
  }

  private var comparison: MachineComparison? { MachineComparison(documents) }

  private var csv: String {
    LayersCSV(documents, withTimings: withTimings).text
  }
}
