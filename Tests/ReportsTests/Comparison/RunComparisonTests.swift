import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("stonne compare")
struct RunComparisonTests {
  private static func file(_ name: String, on machines: [String], sparsity: Double? = nil) throws -> RunFile {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    request.sparsity = sparsity
    let report = RunReport(try request.prepare().run(), withTimings: false)
    return try RunFile(Array(try report.text(in: .json, width: nil).utf8), path: name)
  }

  private func comparison(_ a: RunFile, _ b: RunFile) -> RunComparison {
    RunComparison(a.runs[0], at: a.path, with: b.runs[0], at: b.path)
  }

  @Test("layers and totals are those of the two files")
  func values() throws {
    let (a, b) = (
      try Self.file("a", on: ["sigma_128mses_64_bw"]),
      try Self.file("b", on: ["sigma_128mses_64_bw"], sparsity: 0.8)
    )
    let comparison = comparison(a, b)
    #expect(comparison.layers.map(\.name) == ["conv1", "conv2", "fc1", "fc2", "fc3"])
    #expect(comparison.layers.reduce(0) { $0 + ($1.a?.cycles ?? 0) } == a.runs[0].totals.cycles)
    #expect(comparison.layers.reduce(0) { $0 + ($1.b?.cycles ?? 0) } == b.runs[0].totals.cycles)
    #expect(comparison.totals.movedCycles == b.runs[0].totals.cycles - a.runs[0].totals.cycles)
    #expect(comparison.b.sparsity == 0.8 && comparison.a.sparsity == nil)
    let movements = comparison.moved.map { name in
      comparison.layers.first { $0.name == name }?.movedCycles.magnitude ?? 0
    }
    #expect(movements == movements.sorted(by: >) && !movements.contains(0))
  }

  @Test("a run compared with itself has moved nothing")
  func itself() throws {
    let file = try Self.file("a", on: ["maeri_256mses_128_bw"])
    let comparison = comparison(file, file)
    #expect(comparison.moved.isEmpty && comparison.added.isEmpty && comparison.removed.isEmpty)
    #expect(RunComparisonTable(comparison, top: 5).text(width: nil).contains("no layer's cycles differ"))
  }

  @Test("layers that only one run has are listed, equal names go together in their order")
  func matching() throws {
    let a = try Self.file("a", on: ["maeri_256mses_128_bw"])
    var (first, second) = (a.runs[0], a.runs[0])
    first.layers.removeAll { $0.name == "fc3" }
    second.layers.removeAll { $0.name == "conv1" }
    for index in first.layers.indices where first.layers[index].name == "fc2" { first.layers[index].name = "fc1" }
    for index in second.layers.indices where second.layers[index].name == "fc2" {
      second.layers[index].name = "fc1"
    }
    let comparison = RunComparison(first, at: "a", with: second, at: "b")
    #expect(comparison.removed == ["conv1"] && comparison.added == ["fc3"])
    #expect(comparison.layers.filter { $0.name == "fc1" }.map(\.movedCycles) == [0, 0])
    #expect(Set(comparison.moved) == ["conv1", "fc3"])
    let table = RunComparisonTable(comparison, top: 1).text(width: nil)
    #expect(table.contains("only in A: conv1") && table.contains("only in B: fc3"))
  }

  @Test("a layer that one machine leaves to the CPU says so")
  func processor() throws {
    let a = try Self.file("a", on: ["maeri_256mses_128_bw"])
    var second = a.runs[0]
    second.layers[0].device = "cpu"
    let comparison = RunComparison(a.runs[0], at: "a", with: second, at: "b")
    #expect(comparison.layers[0].b == nil && comparison.layers[0].isInB)
    #expect(RunComparisonTable(comparison, top: 1).text(width: nil).contains("CPU"))
  }

  @Test("of several machines those on the same hardware file are compared")
  func machines() throws {
    let a = try Self.file("a", on: ["maeri_256mses_128_bw", "tpu_16_16_pes"])
    let b = try Self.file("b", on: ["sigma_128mses_64_bw", "tpu_16_16_pes"])
    let csv = try ComparisonReport(a, b).text(in: .csv, top: 5, width: nil)
    let rows = csv.split(separator: "\n")
    #expect(rows.count == 7 && rows[0].hasPrefix("hardware,") == false)
    #expect(rows.last?.hasPrefix("Total,") == true)
    let json = try JSONSerialization.jsonObject(
      with: Data(try ComparisonReport(a, a).text(in: .json, top: 5, width: nil).utf8))
    #expect(((json as? [String: Any])?["comparisons"] as? [Any])?.count == 2)
    let sigma = try Self.file("s", on: ["sigma_128mses_64_bw", "magma_128mses_128_bw"])
    #expect(throws: ComparisonError.self) { try ComparisonReport(a, sigma) }
  }

  @Test("the page has every layer and both totals, and needs no other file")
  func page() throws {
    let a = try Self.file("a", on: ["sigma_128mses_64_bw"])
    let b = try Self.file("b<&>", on: ["sigma_128mses_64_bw"], sparsity: 0.8)
    let page = try ComparisonReport(a, b).html
    for run in [a.runs[0], b.runs[0]] {
      #expect(page.contains(NumberText.grouped(run.totals.cycles)))
      for layer in run.layers where layer.device == "accelerator" {
        #expect(page.contains(">\(layer.name)<") && page.contains(NumberText.grouped(layer.cycles)))
      }
    }
    #expect(!page.contains("http:") && !page.contains("https:") && page.contains("b&lt;&amp;&gt;"))
    #expect(try ComparisonReport(a, a).html.contains("No layer's cycles differ"))
  }
}
