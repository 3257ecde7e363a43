import Diagnostics
import Reports

/// `sweep.html`: fronts, the influence of each axis and the table with filters, in one file that needs no other.
///
/// The page draws what the filters leave from its data; it asks no network.
struct SweepPage {
  private let document: SweepDocument
  private let title: String
  private let axes: [String]
  /// Points whose own report is in the folder.
  private let reports: Set<Int>
  private let command: String

  /// - Parameter folder: where the page will lie; points whose reports are there are linked.
  init(_ report: SweepReport, in folder: SweepFolder) {
    document = SweepDocument(report)
    let file = report.specification.file
    title = String(file.split(separator: "/").last ?? "sweep")
    axes = report.columns.map(\.rawValue)
    reports = Set(document.rows.map(\.point).filter { FileKind.exists(folder.pointFolder($0) + "/report.html") })
    command = "stonne sweep \(file) --out \(folder.path) --point"
  }

  /// - Throws: what encoding the data throws.
  func text() throws -> String {
    let data = PageData(
      rows: document.rows, axes: axes, reports: reports.sorted(), command: command)
    // A text in the data cannot end the element that it is in.
    let json = try JSONText.encode(data).replacing("<", with: "\\u003c")
    let content = """
      <style>
      \(Self.style)
      </style>
      <p>\(HTMLText.escaped(counts))</p>
      \(dropped)
      <form id="filters" aria-label="Filters"></form>
      <h2>Fronts</h2>
      <p>A filled point is one that no other point shown of its model beats in what the two axes say; the line joins them.
      Point at one for its values, click it to see its row.</p>
      <div id="fronts" class="charts"></div>
      <h2>What each axis does</h2>
      <p><label>Shown: <select id="measure"></select></label>
      Each mark is a point; the line is the best value of each model.</p>
      <div id="multiples" class="charts"></div>
      <h2>Points</h2>
      <p id="shown" role="status"></p>
      <p id="chosen"></p>
      <div class="scroll"><table id="table"></table></div>
      <script type="application/json" id="data">\(json)</script>
      <script>
      \(Self.script)
      </script>

      """
    return HTMLPage(title: title, content: content).text
  }

  private var counts: String {
    var parts = ["\(NumberText.grouped(document.done)) of \(NumberText.grouped(document.points)) points done"]
    if document.failed > 0 { parts.append("\(NumberText.grouped(document.failed)) failed") }
    if document.partial { parts.append("the others are missing: the sweep has not come to its end") }
    return parts.joined(separator: ", ") + ". Energy and area are in the energy table's units."
  }

  private var dropped: String {
    guard !document.dropped.isEmpty else { return "" }
    let items = document.dropped.map {
      "<li>\(HTMLText.escaped($0.point)): \(HTMLText.escaped($0.reason))</li>"
    }
    let count = NumberText.grouped(document.dropped.count)
    return
      "<details><summary>\(count) points of the product were dropped</summary><ul>\(items.joined())</ul></details>"
  }
}

/// What the page's script reads.
private struct PageData: Encodable {
  let rows: [SweepDocument.Row]
  let axes: [String]
  let reports: [Int]
  let command: String
}
