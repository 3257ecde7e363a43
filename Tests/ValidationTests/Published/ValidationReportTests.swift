import Foundation
import Reports
import Testing
import Validation

@Suite struct ValidationReportTests {
  /// The rows of all published tables that are quick to run.
  private static let quick = PublishedTable.all.map { table in
    PublishedTable(title: table.title, notes: table.notes, runs: table.runs.filter { $0.layer.macs < 1_000_000 })
  }

  @Test("every quick published run has STONNE's cycles, from both engines")
  func enginesAgree() {
    let fast = ValidationReport(running: Self.quick)
    let stepped = ValidationReport(running: Self.quick, engine: .stepped)
    #expect(fast.passed, "\(fast.markdown)")
    #expect(fast.count(.equal) >= 15)
    #expect(fast.rows.map(\.outcome) == stepped.rows.map(\.outcome))
  }

  @Test("one row that differs fails the report and is counted")
  func oneRowDiffers() throws {
    let run = try #require(Self.quick[0].runs.first { $0.figures.stonne == 138 })
    let right = ValidationRow(run, .ran(cycles: 138, tile: nil))
    let wrong = ValidationRow(run, .ran(cycles: 139, tile: nil))
    #expect(ValidationReport(sections: [.init(Self.quick[0], rows: [right])]).passed)
    let report = ValidationReport(sections: [.init(Self.quick[0], rows: [right, wrong])])
    #expect(!report.passed)
    #expect(report.summary == "1 equal, 1 different, 0 as published, 0 informative")
    #expect(report.markdown.contains("differs"))
  }

  @Test("JSON says what the rows say")
  func json() throws {
    let run = try #require(Self.quick[0].runs.first { $0.figures.stonne != nil })
    let report = ValidationReport(
      sections: [.init(Self.quick[0], rows: [ValidationRow(run, .refused(reason: "no such array"))])])
    let text = try JSONText.encode(ValidationDocument(report))
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["passed"] as? Bool == false)
    let row = try #require((document["rows"] as? [[String: Any]])?.first)
    #expect(row["name"] as? String == run.name)
    #expect(row["refusal"] as? String == "no such array")
    #expect(row["cycles"] is NSNull)
    #expect(row["verdict"] as? String == "differs")
  }
}
