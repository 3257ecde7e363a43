import Foundation
import Testing

@Suite("Reports of a run")
struct ReportTests {
  private static let model = Fixtures.path("Operators", "attention_head", "model.onnx")

  /// Runs with `--out` and returns the bytes of each file, by its path in that folder.
  private func files(of arguments: [String]) throws -> [String: Data] {
    try TemporaryFolder.with { folder in
      let out = folder.appending(path: "out")
      let result = try StonneBinary.run(arguments + ["--out", out.path, "--quiet"])
      #expect(result.exitCode == 0, "\(result.errors)")
      var files: [String: Data] = [:]
      for path in try FileManager.default.subpathsOfDirectory(atPath: out.path) {
        files[path] = FileManager.default.contents(atPath: out.appending(path: path).path)
      }
      return files.filter { !$0.value.isEmpty }
    }
  }

  @Test("without timings they are the same bytes, whatever the threads", arguments: Machines.all)
  func replay(machine: String) throws {
    let run = ["run", Self.model, "--hw", machine, "--no-timings", "--detail", "full", "--check"]
    let once = try files(of: run + ["--threads", "1"])
    #expect(once.keys.contains("run.json") && once.keys.contains("layers.csv"))
    #expect(try files(of: run + ["--threads", "1"]) == once)
    #expect(try files(of: run + ["--threads", "4"]) == once)
  }

  @Test("a layer keeps its name in JSON and gets a safe one in file names")
  func names() throws {
    let files = try files(of: ["run", Self.model, "--hw", Machines.maeri, "--detail", "full"])
    let json = String(decoding: files["run.json", default: Data()], as: UTF8.self)
    #expect(json.contains(#""/attention/q/MatMul""#))
    #expect(files.keys.contains { $0.hasPrefix("layers/") && $0.hasSuffix("_attention_q_MatMul.counters") })
    #expect(files.keys.contains { $0.hasPrefix("layers/") && $0.hasSuffix("_attention_q_MatMul.txt") })
  }

  @Test("several machines have a folder each, and one file says which runs each layer best")
  func severalMachines() throws {
    let machines = Machines.all.flatMap { ["--hw", $0] }
    let files = try files(of: ["run", Self.model, "--sparsity", "0.5", "--check"] + machines)
    for stem in ["maeri_256mses_128_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"] {
      #expect(files.keys.contains("\(stem)/outputs.npz"))
    }
    let rows = String(decoding: files["comparison.csv", default: Data()], as: UTF8.self).split(separator: "\n")
    #expect(rows.count > 1 && (rows.count - 1).isMultiple(of: 4))
    #expect(rows.count(where: { $0.hasSuffix(",1,0") || $0.hasSuffix(",1,1") }) == (rows.count - 1) / 4)
    let json = try #require(
      try JSONSerialization.jsonObject(with: files["run.json", default: Data()]) as? [String: Any])
    #expect((json["runs"] as? [Any])?.count == 4)
    #expect(json["comparison"] is [String: Any])
  }

  @Test("report.html is the same from the run as from its run.json, and a folder that has none is refused")
  func page() throws {
    try TemporaryFolder.with { folder in
      let page = folder.appending(path: "report.html")
      let run = ["run", Self.model, "--hw", Machines.maeri, "--quiet", "--out", folder.path]
      #expect(try StonneBinary.run(run).exitCode == 0)
      let first = try Data(contentsOf: page)
      try FileManager.default.removeItem(at: page)
      #expect(try StonneBinary.run(["report", folder.path]).exitCode == 0)
      #expect(try Data(contentsOf: page) == first)
      for content in ["{", "{}", nil] {
        let json = folder.appending(path: "run.json")
        if let content {
          try Data(content.utf8).write(to: json)
        } else {
          try FileManager.default.removeItem(at: json)
        }
        let result = try StonneBinary.run(["report", folder.path])
        #expect(result.exitCode == 65)
        #expect(result.errors.split(separator: "\n").count(where: { $0.hasPrefix("stonne: error: ") }) == 1)
        #expect(try Data(contentsOf: page) == first, "what was there stays")
      }
    }
  }

  @Test("what stood in the folder before a refusal stays as it was")
  func refusalKeepsOutput() throws {
    try TemporaryFolder.with { folder in
      let kept = folder.appending(path: "run.json")
      try Data("kept".utf8).write(to: kept)
      let model = Fixtures.path("MalformedModels", "truncated.onnx")
      let result = try StonneBinary.run(["run", model, "--out", folder.path])
      #expect(result.exitCode == 65)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.json"])
      #expect(try Data(contentsOf: kept) == Data("kept".utf8))
    }
  }
}
