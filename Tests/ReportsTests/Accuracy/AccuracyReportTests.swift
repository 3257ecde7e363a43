import Foundation
import Hardware
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("Reports of a study of accuracy")
struct AccuracyReportTests {
  private func result(machines: [String], labelled: Bool = true) throws -> AccuracyResult {
    var run = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    run.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    var request = AccuracyRequest(run)
    if labelled { request.data = [repositoryRoot.path + "/models/lenet5_digits.npz"] }
    request.ratios = ["0", "0.5"]
    request.methods = ["magnitude", "channel"]
    request.limit = 4
    return try request.prepare().run()
  }

  private func files(_ result: AccuracyResult) throws -> (csv: [[Substring]], html: String, predictions: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try AccuracyReport(result).write(to: folder.path)
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let csv = try text("accuracy.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    return (csv, try text("accuracy.html"), try text("predictions.csv"))
  }

  @Test("the CSV has a row a ratio, method and machine, all of as many fields")
  func csv() throws {
    let rows = try files(result(machines: ["tpu_16_16_pes", "sigma_128mses_64_bw"])).csv
    #expect(rows.count == 1 + 2 * 2 * 2)
    #expect(Set(rows.map(\.count)).count == 1)
    #expect(rows[0].prefix(6) == ["sparsity", "method", "hardware", "actual_sparsity", "accuracy", "top5"])
    #expect(rows.dropFirst().map { $0[0] } == ["0.0", "0.0", "0.5", "0.5", "0.0", "0.0", "0.5", "0.5"])
    let cycles = try #require(rows[0].firstIndex(of: "cycles"))
    #expect(rows.dropFirst().allSatisfy { (Int($0[cycles]) ?? 0) > 0 })
  }

  @Test("without machines there is no cost, without labels no accuracy")
  func empty() throws {
    let rows = try files(result(machines: [], labelled: false)).csv
    for title in ["hardware", "accuracy", "top5", "cycles", "energy"] {
      let column = try #require(rows[0].firstIndex { $0 == title })
      #expect(rows.dropFirst().allSatisfy { $0[column] == "" })
    }
    let agreement = try #require(rows[0].firstIndex(of: "agreement"))
    #expect(rows.dropFirst().allSatisfy { (Double($0[agreement]) ?? -1) >= 0 })
  }

  @Test("the page needs nothing from elsewhere and draws every point of its three curves")
  func page() throws {
    let html = try files(result(machines: ["tpu_16_16_pes"])).html
    for fragment in ["http:", "https:", "src=", "href="] { #expect(!html.contains(fragment)) }
    #expect(html.components(separatedBy: "<svg").count - 1 == 3)
    #expect(html.components(separatedBy: "<polyline").count - 1 == 3 * 2)
    #expect(html.components(separatedBy: "<circle").count - 1 == 3 * 4)
    #expect(html.contains("prefers-color-scheme: dark"))
    #expect(!html.contains(">nan") && !html.contains(">inf"))
  }

  @Test("names in the page are text, whatever they are")
  func names() throws {
    var result = try result(machines: [])
    result.model = "<b>a/b</b> & \"c\""
    let html = try files(result).html
    #expect(html.contains("&lt;b&gt;a/b&lt;/b&gt; &amp; &quot;c&quot;"))
    #expect(!html.contains("<b>"))
  }

  @Test("predictions have a row a sample and a column a point")
  func predictions() throws {
    let lines = try files(result(machines: [])).predictions.split(separator: "\n")
    #expect(lines[0] == "sample,label,magnitude 0.0,magnitude 0.5,channel 0.0,channel 0.5")
    #expect(lines.count == 5)
  }

  @Test("a partial study says so in the table and in the page")
  func partial() throws {
    var result = try result(machines: [])
    result.isPartial = true
    result.points.removeAll()
    #expect(try AccuracyReport(result).text(in: .table, width: nil).contains("partial"))
    #expect(try AccuracyReport(result).text(in: .json, width: nil).contains("\"partial\" : true"))
  }
}
