/// The reports of two runs side by side, machine by machine.
package struct ComparisonReport {
  private let comparisons: [RunComparison]

  /// Runs of one machine each go together; of several those on the same hardware file.
  /// - Throws: ``ComparisonError`` where no machine of A is in B.
  package init(_ a: RunFile, _ b: RunFile) throws(ComparisonError) {
    if a.runs.count == 1, b.runs.count == 1 {
      comparisons = [RunComparison(a.runs[0], at: a.path, with: b.runs[0], at: b.path)]
      return
    }
    var rest = b.runs
    comparisons = a.runs.compactMap { run in
      guard let index = rest.firstIndex(where: { $0.hardware?.path == run.hardware?.path }) else { return nil }
      return RunComparison(run, at: a.path, with: rest.remove(at: index), at: b.path)
    }
    if comparisons.isEmpty {
      throw ComparisonError(place: b.path, machines: a.runs.map { $0.hardware?.path ?? "the CPU" })
    }
  }

  /// The page with all machines.
  package var html: String { RunComparisonPage(comparisons).text }

  /// - Parameters:
  ///   - top: layers to name among those that moved most.
  ///   - width: characters that fit; `nil` where there is no limit.
  package func text(in format: ReportFormat, top: Int, width: Int?, style: TextStyle = .plain) throws -> String {
    switch format {
    case .table:
      comparisons.map { RunComparisonTable($0, top: top).text(width: width, style: style) }
        .joined(separator: "\n")
    case .csv: RunComparisonCSV(comparisons).text
    case .json:
      try comparisons.count == 1
        ? JSONText.encode(comparisons[0]) : JSONText.encode(["comparisons": comparisons])
    }
  }
}
