import Foundation
import Testing

@Suite("Annotated models")
struct AnnotationTests {
  @Test(
    "the annotated model computes the same, costs the same, and the model is untouched", arguments: Machines.all)
  func same(machine: String) throws {
    try TemporaryFolder.with { folder in
      let (copy, out) = (folder.path + "/copy.onnx", folder.path + "/out")
      let original = try Data(
        contentsOf: URL(filePath: Fixtures.path("Operators", "attention_head", "model.onnx")))
      let model = Fixtures.path("Operators", "attention_head", "model.onnx")
      let run = try StonneBinary.run(
        ["run", model, "--hw", machine, "--annotate", copy, "--out", out, "--no-timings", "--quiet"])
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(try Data(contentsOf: URL(filePath: model)) == original)
      let again = try StonneBinary.run(
        [
          "run", copy, "--hw", machine, "--expect", out + "/outputs.npz", "--format", "csv", "--no-timings",
          "--quiet",
        ])
      #expect(again.exitCode == 0, "\(again.errors)")
      #expect(again.output == (try String(contentsOfFile: out + "/layers.csv", encoding: .utf8)))
      let text = String(decoding: try Data(contentsOf: URL(filePath: copy)), as: UTF8.self)
      #expect(text.contains("stonne.cycles") && text.contains("stonne.device"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["copy.onnx", "out"])
    }
  }

  @Test("a place that the annotated model cannot have is refused before the run")
  func refusals() throws {
    try TemporaryFolder.with { folder in
      let model = folder.appending(path: "model.onnx")
      try FileManager.default.copyItem(
        atPath: Fixtures.path("Operators", "conv_1x1", "model.onnx"), toPath: model.path)
      let before = try Data(contentsOf: model)
      let link = folder.path + "/link.onnx"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: model.path)
      for path in [model.path, link] {
        try Refusal.expect(
          ["run", model.path, "--hw", Machines.maeri, "--annotate", path], naming: ["the model itself", "hint: "])
      }
      #expect(try Data(contentsOf: model) == before)
      let nowhere = try StonneBinary.run(
        ["run", model.path, "--hw", Machines.maeri, "--annotate", folder.path + "/absent/copy.onnx"])
      #expect(nowhere.exitCode == 74 && nowhere.errorMessages.count == 1 && nowhere.output == "")
    }
  }

  @Test("node data for Model Explorer has a file a machine")
  func nodeData() throws {
    try TemporaryFolder.with { folder in
      let machines = Machines.all.prefix(2).flatMap { ["--hw", $0] }
      let result = try StonneBinary.run(
        ["run", "models/lenet5.onnx", "--model-explorer", folder.path + "/heat.json", "--quiet"] + machines)
      #expect(result.exitCode == 0, "\(result.errors)")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(files == ["heat.maeri_256mses_128_bw.json", "heat.sigma_128mses_64_bw.json"])
    }
  }
}
