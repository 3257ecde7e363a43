import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("Table of statistics")
struct StatisticsTableTests {
  private let table = StatisticsTable.standard

  /// A pruned LeNet with everything that a run can report.
  private func results(on machines: [String]) throws -> [RunResult] {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    request.sparsity = 0.5
    request.checksAgainstReference = true
    request.comparesTimes = true
    return try request.prepare().run()
  }

  @Test("no key and no column is described twice, and every meaning is one line without a full stop")
  func unique() {
    let all = table.groups.flatMap(\.statistics)
    #expect(Set(all.map(\.key)).count == all.count)
    let columns = all.compactMap(\.column)
    #expect(Set(columns).count == columns.count)
    for statistic in all {
      #expect(!statistic.meaning.isEmpty && !statistic.meaning.contains("\n"), "\(statistic.key)")
      #expect(!statistic.meaning.hasSuffix("."), "\(statistic.key)")
      #expect(table[statistic.key] == statistic)
    }
  }

  @Test("docs/statistics.md is what `stonne statistics --markdown` prints")
  func page() throws {
    let page = try String(contentsOf: repositoryRoot.appending(path: "docs/statistics.md"), encoding: .utf8)
    #expect(page == StatisticsText().markdown, "run `make statistics`")
  }

  @Test("every key of run.json is described, of one machine and of several")
  func runKeys() throws {
    let results = try results(on: ["sigma_128mses_64_bw", "maeri_256mses_128_bw"])
    for count in 1...2 {
      let text = try RunReport(Array(results.prefix(count)), withTimings: true).text(in: .json, width: nil)
      let keys = Self.keys(in: try JSONSerialization.jsonObject(with: Data(text.utf8)))
      #expect(keys.count > 80)
      for key in keys { #expect(isDescribed(key), "\(key) is in run.json and not in the table") }
    }
  }

  @Test("every column of layers.csv is described, and every described column is there")
  func columns() throws {
    let results = try results(on: ["tpu_16_16_pes", "maeri_256mses_128_bw"])
    let text = try RunReport(results, withTimings: true).text(in: .csv, width: nil)
    let header = try #require(text.split(separator: "\n").first).split(separator: ",").map(String.init)
    #expect(Set(header) == Set(table.groups.flatMap(\.statistics).compactMap(\.column)))
  }

  @Test(
    "every counter of STONNE's two files is described",
    arguments: ["maeri_128mses_64_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"])
  func counters(machine: String) throws {
    let result = try #require(try results(on: [machine]).first)
    let hardware = try #require(result.machine?.configuration)
    for cost in result.layers.compactMap(\.accelerator) {
      let files = StonneFiles(
        hardware: hardware, layer: cost.layer, tile: cost.tile, statistics: cost.statistics)
      let counters = Self.counters(in: files.counters)
      #expect(counters.count > 12)
      for counter in counters { #expect(table[counter] != nil, "\(counter) is in .counters and not in the table") }
      let json = try JSONSerialization.jsonObject(with: Data(files.statisticsText.utf8))
      let keys = Self.statisticsKeys(in: try #require(json as? [String: Any]))
      #expect(keys.count > 30)
      for key in keys { #expect(table[key] != nil, "\(key) is in .txt and not in the table") }
    }
  }

  /// An object that is `null` is described by what it would hold.
  private func isDescribed(_ key: String) -> Bool {
    table[key] != nil || table.groups.contains { $0.statistics.contains { $0.key.hasPrefix(key + ".") } }
  }

  /// Objects whose keys are names of tiles, extents, domains and settings: they are described as a whole.
  private static let openObjects: Set = ["layers.shape", "layers.tile", "model.opset", "hardware.without_effect"]

  /// Paths of all values, without the places in arrays and the names of outputs and machines' runs.
  private static func keys(in value: Any, below path: String = "") -> Set<String> {
    if let array = value as? [Any] {
      return array.reduce(into: path.isEmpty ? [] : [path]) { $0.formUnion(keys(in: $1, below: path)) }
    }
    guard let object = value as? [String: Any], !openObjects.contains(path) else { return [path] }
    let found: Set<String> = object.reduce(into: []) { found, member in
      if path == "check.outputs" {
        found.formUnion(keys(in: member.value, below: path))
      } else if path.isEmpty, member.key == "runs" {
        found.insert("runs")
        for run in member.value as? [Any] ?? [] { found.formUnion(keys(in: run)) }
      } else {
        found.formUnion(keys(in: member.value, below: path.isEmpty ? member.key : path + "." + member.key))
      }
    }
    return found.subtracting(["layers", "model.inputs", "model.outputs", "comparison.layers"])
  }

  /// `COMPONENT OPERATION` of every line.
  private static func counters(in text: String) -> Set<String> {
    text.split(separator: "\n").reduce(into: []) { found, line in
      guard !line.hasPrefix("[") else { return }
      let words = line.split(separator: " ")
      for word in words where word.contains("=") {
        let name = word.prefix { $0 != "=" }
        found.insert(words.count == 1 ? String(name) : "\(words[0]) \(name)")
      }
    }
  }

  /// Objects that are described as a whole.
  private static let configurations: Set = [
    "hardwareConfiguration", "LayerConfiguration", "TileConfiguration", "MSNetworkConfiguration",
    "ASNetworkConfiguration",
  ]

  /// Each value under the object that it stands in; FIFOs are all alike.
  private static func statisticsKeys(in object: [String: Any], named name: String = "") -> Set<String> {
    object.reduce(into: []) { found, member in
      if configurations.contains(member.key) {
        found.insert(member.key)
      } else if let nested = member.value as? [String: Any] {
        let isFifo = member.key.hasSuffix("Fifo")
        found.formUnion(statisticsKeys(in: nested, named: isFifo ? "Fifo" : member.key))
      } else if member.key == "VN" {
        found.insert(member.key)
      } else if objects(in: member.value).isEmpty {
        // A network of one level has no switches.
        if member.key != "DSwitchStats" { found.insert("\(name).\(member.key)") }
      } else {
        for nested in objects(in: member.value) {
          found.formUnion(
            statisticsKeys(in: nested, named: member.key == "input_fifos_stats" ? "Fifo" : member.key))
        }
      }
    }
  }

  private static func objects(in value: Any) -> [[String: Any]] {
    if let object = value as? [String: Any] { return [object] }
    return (value as? [Any])?.flatMap(objects) ?? []
  }
}
