import Reports

/// A validation report as JSON.
package struct ValidationDocument: Encodable, Sendable {
  package struct Row: Encodable, Sendable {
    let source: String
    let name: String
    let operation: String
    @Nullable var hardware: Int?
    @Nullable var paper: Int?
    @Nullable var stonne: Int?
    @Nullable var cycles: Int?
    @Nullable var refusal: String?
    let verdict: ValidationRow.Verdict
  }

  let passed: Bool
  let rows: [Row]

  package init(_ report: ValidationReport) {
    passed = report.passed
    rows = report.sections.flatMap { section in
      section.rows.map { Row(of: $0, source: section.table.title) }
    }
  }
}

extension ValidationDocument.Row {
  fileprivate init(of row: ValidationRow, source: String) {
    self.source = source
    name = row.run.name
    operation = row.run.layer.operation
    hardware = row.run.figures.hardware
    paper = row.run.figures.paper
    stonne = row.run.figures.stonne
    cycles = row.cycles
    if case .refused(let reason) = row.outcome { refusal = reason } else { refusal = nil }
    verdict = row.verdict
  }
}
