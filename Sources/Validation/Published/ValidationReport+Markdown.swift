import Reports
import Workload

extension ValidationReport {
  /// The report as Markdown whose tables are aligned, so that a terminal shows them well too.
  package var markdown: String {
    var text = """
      # Published numbers, run again

      The output of `stonne validate`. Every figure is a number of cycles. "Hardware" is the accelerator's RTL, "paper" \
      the figure as published, "STONNE today" what STONNE's own program gives for the run, "ours" what this program \
      gives. "Off" is how far ours is from the hardware or, where nobody measured that, from the paper. The verdict \
      is about STONNE today: `equal` to the cycle, or `differs`, which is a defect here. Rows without a figure of \
      STONNE today are `as published` where ours is the paper's, else `informative`.


      """
    for section in sections { text += section.markdown + "\n" }
    return text + "\(summary)\n"
  }

  /// One line: how many rows have each verdict.
  package var summary: String {
    "\(count(.equal)) equal, \(count(.differs)) different, \(count(.asPublished)) as published, "
      + "\(count(.informative)) informative"
  }
}

extension ValidationReport.Section {
  fileprivate var markdown: String {
    var table = TextTable([
      .init("Run", .left), .init("Layer", .left), .init("Machine", .left), .init("Hardware"), .init("Paper"),
      .init("STONNE today"), .init("Ours"), .init("Off"), .init("Verdict", .left),
    ])
    for row in rows { table.append(row.cells) }
    return "## \(self.table.title)\n\n\(self.table.notes)\n\n\(table.markdown)"
  }
}

extension ValidationRow {
  fileprivate var cells: [String] {
    let figures = [run.figures.hardware, run.figures.paper, run.figures.stonne].map {
      $0.map(NumberText.grouped) ?? ""
    }
    let ours = cycles.map(NumberText.grouped) ?? "refused"
    let off = deviation.map { NumberText.fixed($0 * 100, decimals: 2) + " %" } ?? ""
    return [run.name, problem, run.hardware.summary] + figures + [ours, off, verdict.rawValue]
  }

  /// The layer and its tile: `GEMM 20 x 20 x 256, T_M=2, T_N=1, T_K=64`.
  private var problem: String {
    guard case .ran(_, let tile?) = outcome else { return run.layer.text }
    return run.layer.text + ", " + sizes(of: tile)
  }

  /// The sizes that mean something for the layer; of a convolution those that are not 1.
  private func sizes(of tile: Tile) -> String {
    guard case .convolution = run.layer else { return tile.text(for: run.layer) }
    return tile.text(for: run.layer).split(separator: ", ").filter { !$0.hasSuffix("=1") }.joined(separator: ", ")
  }
}
