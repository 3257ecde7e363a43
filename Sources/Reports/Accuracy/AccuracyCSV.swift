/// `accuracy.csv`: a row a ratio, method and machine (RFC 4180).
package struct AccuracyCSV {
  private static let columns: [(title: String, cell: @Sendable (AccuracyStudyDocument.Row) -> String)] = [
    ("sparsity", { String($0.sparsity) }),
    ("method", { $0.method }),
    ("hardware", { $0.hardware ?? "" }),
    ("actual_sparsity", { String($0.actualSparsity) }),
    ("accuracy", { text($0.accuracy) }),
    ("top5", { text($0.top5) }),
    ("correct", { $0.correct.map { String($0) } ?? "" }),
    ("samples", { String($0.samples) }),
    ("agreement", { String($0.agreement) }),
    ("cosine", { String($0.cosine) }),
    ("max_abs_error", { text($0.maxAbsError) }),
    ("cycles", { $0.cycles.map { String($0) } ?? "" }),
    ("energy", { text($0.energy) }),
    ("energy_static", { text($0.energyStatic) }),
    ("energy_dynamic", { text($0.energyDynamic) }),
    ("utilization", { text($0.utilization) }),
    ("macs", { $0.macs.map { String($0) } ?? "" }),
  ]

  private let document: AccuracyStudyDocument

  package init(_ document: AccuracyStudyDocument) { self.document = document }

  package var text: String {
    let lines =
      [Self.columns.map(\.title)]
      + document.rows.map { row in Self.columns.map { CSVField.escaped($0.cell(row)) } }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func text(_ value: Double?) -> String { value.map { String($0) } ?? "" }
}
