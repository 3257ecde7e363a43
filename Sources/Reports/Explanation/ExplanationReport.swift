/// The explanations of a layer on one or several machines, as text.
package struct ExplanationReport {
  private let documents: [ExplanationDocument]

  package init(_ documents: [ExplanationDocument]) { self.documents = documents }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(in format: ReportFormat, width: Int?, style: TextStyle = .plain) throws -> String {
    switch format {
    case .table: documents.map { ExplanationTable($0).text(width: width, style: style) }.joined(separator: "\n")
    case .json:
      try documents.count == 1
        ? JSONText.encode(documents[0]) : JSONText.encode(["explanations": documents])
    case .csv: csv
    }
  }

  /// A row a limit and one an alternative (RFC 4180).
  private var csv: String {
    var lines = [["hardware", "layer", "kind", "name", "cycles", "share", "energy", "reason"]]
    for document in documents {
      let head = [document.hardware.path, document.layer.name]
      lines += document.parts.map { head + ["limit", $0.limit, String($0.cycles), String($0.share), "", ""] }
      lines += document.alternatives.map { row in
        head + [
          "alternative", row.change, row.cycles.map { String($0) } ?? "", "", row.energy.map { String($0) } ?? "",
          row.reason ?? "",
        ]
      }
    }
    return lines.map { $0.map(CSVField.escaped).joined(separator: ",") + "\n" }.joined()
  }
}
