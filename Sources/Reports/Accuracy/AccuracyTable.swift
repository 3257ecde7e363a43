/// What `stonne accuracy` prints: a line a ratio, method and machine.
package struct AccuracyTable {
  private let document: AccuracyStudyDocument

  package init(_ document: AccuracyStudyDocument) { self.document = document }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    let isLabelled = document.rows.contains { $0.accuracy != nil }
    let isSimulated = !document.machines.isEmpty
    var columns: [TextTable.Column] = [
      .init("Method", .left), .init("Sparsity"), .init("Zeros", unit: "%", leaves: 3),
    ]
    if isLabelled { columns += [.init("Top-1", unit: "%"), .init("Top-5", unit: "%", leaves: 4)] }
    columns += [
      .init("As dense", unit: "%", leaves: 5), .init("Cosine", leaves: 1), .init("Largest error", leaves: 2),
    ]
    if isSimulated {
      columns += [
        .init("Cycles"), .init("Energy", unit: "energy units", leaves: 6), .init("Hardware", .left, shrinks: true),
      ]
    }
    var table = TextTable(columns)
    for row in document.rows {
      var cells = [row.method, NumberText.shortest(row.sparsity), Self.percent(row.actualSparsity)]
      if isLabelled { cells += [row.accuracy.map(Self.percent) ?? "-", row.top5.map(Self.percent) ?? "-"] }
      cells += [
        Self.percent(row.agreement), NumberText.fixed(row.cosine, decimals: 4),
        row.maxAbsError.map(NumberText.scientific) ?? "inf",
      ]
      if isSimulated {
        cells += [
          row.cycles.map(NumberText.grouped) ?? "-",
          row.energy.map { NumberText.fixed($0, decimals: 0) } ?? "-", row.hardware ?? "-",
        ]
      }
      table.append(cells)
    }
    return heading(isSimulated: isSimulated) + table.text(width: width, style: style)
      + (document.partial ? "partial: the run was interrupted\n" : "")
  }

  private func heading(isSimulated: Bool) -> String {
    let samples = document.rows.first.map { "\(NumberText.grouped($0.samples)) samples" } ?? "no sample"
    let timed = document.timedSamples == 1 ? "one sample" : "a batch of \(document.timedSamples)"
    return OneLine.text("\(document.model), \(samples)") + (isSimulated ? "; cycles and energy of \(timed)" : "")
      + "\n\n"
  }

  private static func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 2) }
}
