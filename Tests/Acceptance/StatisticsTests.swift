import Foundation
import TestSupport
import Testing

@Suite("stonne statistics")
struct StatisticsTests {
  @Test("--markdown prints the page that docs/ has")
  func page() throws {
    let result = try StonneBinary.run(["statistics", "--markdown"])
    #expect(result.exitCode == 0 && result.errors == "")
    let page = try String(contentsOf: repositoryRoot.appending(path: "docs/statistics.md"), encoding: .utf8)
    #expect(result.output == page)
  }

  @Test("on a terminal every statistic of the page has a line with its unit and its meaning, unquoted")
  func text() throws {
    let result = try StonneBinary.run(["statistics"])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output.hasPrefix("Layers: layers of run.json, rows of layers.csv\n\nKey "))
    #expect(result.output.contains(#/\ncycles +cycles +cycles +Simulated clock cycles of all runs, /#))
    let page = try String(contentsOf: repositoryRoot.appending(path: "docs/statistics.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let lines = Set(result.output.split(separator: "\n"))
    #expect(rows.count > 100)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let (key, meaning) = (cells[0].replacing("`", with: ""), cells[cells.count - 1])
      #expect(lines.contains { $0.hasPrefix("\(key) ") && $0.hasSuffix(meaning) }, "\(key)")
    }
  }
}
