import Foundation
import ModelGraph
import ReferenceOperators
import Testing
import Validation

@Suite("The conformance cases that do not pass")
struct ConformanceExceptionsTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let list = repository.appendingPathComponent("Tests/Conformance/not_passing.tsv").path
  /// Cases of the suite that onnx 1.22.0 carries.
  private static let suiteSize = 1914

  private func report(_ results: [String: ConformanceResult.Outcome]) -> ConformanceReport {
    var report = ConformanceReport()
    for (name, outcome) in results.sorted(by: { $0.key < $1.key }) {
      report.add(ConformanceResult(name: name, model: "m", outcome: outcome))
    }
    return report
  }

  @Test("a case that does not pass has to be listed, one that passes must not be")
  func differences() throws {
    let exceptions = try ConformanceExceptions("# why\na\trandom\nb\tno kernel\ngone\tx\n", path: "list")
    let same = report(["a": .failed("1"), "b": .skipped("2"), "c": .passed])
    #expect(exceptions.differences(from: same) == ["LISTED gone: there is no such case"])
    let other = report([
      "a": .passed, "b": .failed("2"), "c": .skipped("3"), "d": .failed("4"), "gone": .failed(""),
    ])
    #expect(
      exceptions.differences(from: other) == [
        "LISTED a: it passes, and is listed as one that does not", "UNLISTED c: 3", "UNLISTED d: 4",
      ])
  }

  @Test(
    "a line without reason and a case that is listed twice are refused",
    arguments: [
      ("a", "not a case's name, a tab and a reason"), ("a\t", "not a case's name, a tab and a reason"),
      ("a\tb\tc", "not a case's name, a tab and a reason"), ("a\tb\na\tc", "the case `a` is listed twice"),
    ])
  func refusals(text: String, reason: String) {
    #expect(throws: (any Error).self) { try ConformanceExceptions(text, path: "list") }
    do { _ = try ConformanceExceptions(text, path: "list") } catch { #expect(error.reason == reason) }
  }

  @Test("the README counts what is not listed as passing")
  func readmeCounts() throws {
    let listed = try ConformanceExceptions(path: Self.list).reasons.count
    let readme = try String(
      contentsOf: Self.repository.appendingPathComponent("README.md"), encoding: .utf8)
    let passing = Self.suiteSize - listed
    #expect(readme.contains("\(passing / 1000),\(passing % 1000) pass, \(listed) do not"))
  }

  @Test("no operator that is listed as not implemented is in the table")
  func listedOperatorsAreMissing() throws {
    let prefix = "operator not implemented: "
    for (name, reason) in try ConformanceExceptions(path: Self.list).reasons where reason.hasPrefix(prefix) {
      for label in reason.dropFirst(prefix.count).split(separator: ",") {
        let parts = label.split(separator: ":").map { $0.filter { $0 != " " } }
        let domain = parts.count == 2 ? parts[0] : ""
        let node = Node(parts[parts.count - 1], domain: domain, opsetVersion: 99, inputs: [], outputs: [])
        #expect(OperatorTable.standard.definition(for: node) == nil, "\(name): \(label)")
      }
    }
  }
}
