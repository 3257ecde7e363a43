/// `accuracy.html`: accuracy, cycles and energy over sparsity, in one file that needs no other.
package struct AccuracyPage {
  private let document: AccuracyStudyDocument

  package init(_ document: AccuracyStudyDocument) { self.document = document }

  package var text: String {
    HTMLPage(
      title: "\(document.model): accuracy over sparsity",
      content: """
        <p>\(introduction)</p>
        \(legend)
        <div class="charts">
        \(charts)</div>
        <h2>Numbers</h2>
        \(numbers)
        """
    ).text
  }

  private var isLabelled: Bool { document.rows.contains { $0.accuracy != nil } }

  private var introduction: String {
    let samples = document.rows.first?.samples ?? 0
    let judged =
      isLabelled
      ? "the share of \(NumberText.grouped(samples)) labelled samples whose label has the largest score"
      : "the share of decisions (largest score) on \(NumberText.grouped(samples)) samples that are the dense network's"
    let timed = document.timedSamples == 1 ? "one sample" : "a batch of \(document.timedSamples) samples"
    let machines = document.machines.count > 1 ? " It is the same on all machines." : ""
    let cost = document.machines.isEmpty ? "" : "\(machines) Cycles and energy are those of \(timed)."
    let partial = document.partial ? " The run was interrupted: points are missing." : ""
    return "Accuracy is \(judged). Sparsity is the share of zeros in the weights.\(cost)\(partial)"
  }

  private var numbers: String {
    var table = HTMLTable(
      caption: "Accuracy and costs of each pruning",
      columns: [
        .init("Method", "How weights were pruned", .text),
        .init("Asked %", "Share of zeros that was asked for", .number),
        .init("Zeros %", "Share of zeros in all weights that can be pruned", .number),
        .init("Top-1 %", "Samples whose label has the largest score", .number),
        .init("Top-5 %", "Samples whose label is among the five largest scores", .number),
        .init("As dense %", "Decisions that are the unpruned network's", .number),
        .init("Cosine", "Between all outputs and the unpruned network's", .number),
        .init("Largest error", "Largest difference from the unpruned network's outputs", .number),
        .init("Cycles", "Simulated cycles of one inference", .number),
        .init("Energy", "Of one inference, in the energy table's unit", .number),
        .init("Machine", "Hardware file", .text),
      ])
    for row in document.rows {
      func percent(_ share: Double?) -> String { share.map { NumberText.fixed($0 * 100, decimals: 2) } ?? "-" }
      table.append([
        HTMLText.escaped(row.method), percent(row.sparsity), percent(row.actualSparsity), percent(row.accuracy),
        percent(row.top5), percent(row.agreement), NumberText.fixed(row.cosine, decimals: 4),
        row.maxAbsError.map(NumberText.scientific) ?? "not finite", row.cycles.map(NumberText.grouped) ?? "-",
        row.energy.map { NumberText.fixed($0, decimals: 0) } ?? "-",
        row.hardware.map { HTMLText.escaped(MachineComparisonTable.stem($0)) } ?? "-",
      ])
    }
    return table.html
  }

  // MARK: - Curves

  private var methods: [String] {
    var seen: Set<String> = []
    return document.rows.map(\.method).filter { seen.insert($0).inserted }
  }

  /// A curve a method; the accuracy is the same on all machines.
  private var accuracyCurves: [LineChart.Series] {
    let first = document.machines.first
    return methods.enumerated().map { colour, method in
      let rows = document.rows.filter { $0.method == method && $0.hardware == first }
      return Self.series(method, rows, colour) { ($0.accuracy ?? $0.agreement) * 100 }
    }
  }

  /// A curve a method and machine.
  private func costCurves(_ value: (AccuracyStudyDocument.Row) -> Double?) -> [LineChart.Series] {
    curveNames.enumerated().map { colour, name in
      let rows = document.rows.filter { $0.method == name.method && $0.hardware == name.machine }
      return Self.series(Self.text(name), rows, colour, value)
    }
  }

  private var curveNames: [(method: String, machine: String)] {
    document.machines.flatMap { machine in methods.map { ($0, machine) } }
  }

  private static func text(_ name: (method: String, machine: String)) -> String {
    "\(name.method), \(name.machine.split(separator: "/").last ?? "")"
  }

  private static func series(
    _ name: String, _ rows: [AccuracyStudyDocument.Row], _ colour: Int,
    _ value: (AccuracyStudyDocument.Row) -> Double?
  ) -> LineChart.Series {
    let points = rows.compactMap { row in value(row).map { (x: row.actualSparsity, y: $0) } }
    return LineChart.Series(name: name, points: points.sorted { $0.x < $1.x }, colour: colour)
  }

  private var charts: String {
    let horizontal = "share of zeros in the weights"
    var charts = [
      LineChart(
        title: isLabelled ? "Top-1 accuracy, %" : "Decisions as the dense network's, %", horizontal: horizontal,
        series: accuracyCurves, format: { NumberText.general($0) })
    ]
    if !document.machines.isEmpty {
      charts += [
        LineChart(
          title: "Cycles", horizontal: horizontal, series: costCurves { $0.cycles.map { Double($0) } },
          format: NumberText.short),
        LineChart(
          title: "Energy, in the energy table's unit", horizontal: horizontal, series: costCurves { $0.energy },
          format: NumberText.short),
      ]
    }
    return charts.map(\.svg).joined()
  }

  private var legend: String {
    let names = document.machines.isEmpty ? methods : curveNames.map(Self.text)
    return PageParts.legend("Curves", names.enumerated().map { ("s\($0 % 8)", $1, "") })
  }
}
