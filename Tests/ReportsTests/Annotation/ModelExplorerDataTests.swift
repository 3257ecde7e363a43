import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("Node data for Model Explorer")
struct ModelExplorerDataTests {
  private func run() throws -> RunDocument {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = ["\(repositoryRoot.path)/simulation_files/maeri_256mses_128_bw.cfg"]
    return try #require(try request.prepare().run().map { RunDocument($0, withTimings: false) }.first)
  }

  private func graph(_ run: RunDocument, _ quantity: ModelExplorerData.Quantity) throws -> [String: Any] {
    let text = try ModelExplorerData(run, quantity: quantity).text
    let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    if run.model.name.isEmpty { return file }
    #expect(file.count == 1)
    return try #require(file[run.model.name] as? [String: Any])
  }

  private func values(_ graph: [String: Any]) throws -> [String: Double] {
    let results = try #require(graph["results"] as? [String: [String: Any]])
    return results.mapValues { $0["value"] as? Double ?? .nan }
  }

  @Test("its values are those of run.json, by node", arguments: ModelExplorerData.Quantity.allCases)
  func values(quantity: ModelExplorerData.Quantity) throws {
    let run = try run()
    let values = try values(graph(run, quantity))
    #expect(Set(values.keys) == ["conv1", "conv2", "fc1", "fc2", "fc3"])
    let sum = values.values.reduce(0, +)
    switch quantity {
    case .cycles: #expect(sum == Double(run.totals.cycles))
    case .energy: #expect(abs(sum - run.totals.energy.total) < 1e-6 * sum)
    case .utilization: #expect(values.values.allSatisfy { $0 > 0 && $0 <= 1 })
    }
  }

  @Test("colours run from the least value to the largest, and a graph without a name stands alone")
  func form() throws {
    var run = try run()
    let stops = try #require(try graph(run, .cycles)["gradient"] as? [[String: Any]])
    #expect(stops.compactMap { $0["stop"] as? Double } == [0, 0.5, 1])
    #expect(stops.allSatisfy { ($0["bgColor"] as? String)?.hasPrefix("#") == true })
    run.model.name = ""
    #expect(try values(graph(run, .cycles)).count == 5)
  }
}
