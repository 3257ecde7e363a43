import Foundation
import Testing

@Suite("Explaining a layer")
struct ExplainTests {
  @Test("the layer of a run is explained as a table, JSON and CSV", arguments: Machines.all)
  func formats(machine: String) throws {
    try TemporaryFolder.with { folder in
      let run = ["run", "models/lenet5.onnx", "--hw", machine, "--sparsity", "0.6", "--seed", "3"]
      #expect(try StonneBinary.run(run + ["--out", folder.path]).exitCode == 0)
      let table = try StonneBinary.run(["explain", folder.path, "--layer", "conv1"])
      #expect(table.exitCode == 0, "\(table.errors)")
      #expect(table.output.contains("bound by ") && table.output.contains("100.0"))
      let json = try StonneBinary.run(["explain", folder.path, "--layer", "0", "--format", "json"])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      let parts = try #require(object["parts"] as? [[String: Any]])
      let layer = try #require(object["layer"] as? [String: Any])
      #expect(parts.reduce(0) { $0 + ($1["cycles"] as? Int ?? 0) } == layer["cycles"] as? Int)
      let csv = try StonneBinary.run(["explain", folder.path, "--layer", "fc1", "--format", "csv"])
      #expect(csv.output.hasPrefix("hardware,layer,kind,name,cycles,share,energy,reason\n"))
    }
  }

  @Test("what cannot be explained is refused in one line")
  func refusals() throws {
    try TemporaryFolder.with { folder in
      let model = folder.appending(path: "model.onnx").path
      try FileManager.default.copyItem(
        atPath: Fixtures.path("Operators", "conv_batch", "model.onnx"), toPath: model)
      let out = folder.path + "/out"
      #expect(try StonneBinary.run(["run", model, "--hw", Machines.maeri, "--out", out]).exitCode == 0)
      func refuse(_ layer: String, naming text: String) throws {
        let result = try StonneBinary.run(["explain", out, "--layer", layer])
        #expect(result.exitCode == 65, "\(result.errors)")
        #expect(result.errorMessages.count == 1 && result.output == "")
        #expect(result.errors.contains(text), "\(result.errors)")
      }
      try refuse("nothing", naming: "hint: layers are called")
      let other = Fixtures.path("Operators", "conv_1x1", "model.onnx")
      try FileManager.default.removeItem(atPath: model)
      try refuse("0", naming: "model.onnx")
      try FileManager.default.copyItem(atPath: other, toPath: model)
      try refuse("0", naming: "changed")
    }
  }
}
