import Foundation
import Testing

@Suite("Comparing runs")
struct CompareTests {
  @Test("folders and files of runs are compared as a table, CSV and JSON")
  func formats() throws {
    try TemporaryFolder.with { folder in
      for (name, sparsity) in [("a", "0"), ("b", "0.8")] {
        let run = ["run", "models/lenet5.onnx", "--hw", Machines.all[1], "--sparsity", sparsity]
        #expect(try StonneBinary.run(run + ["--out", folder.path + "/" + name, "--no-timings"]).exitCode == 0)
      }
      let (a, b) = (folder.path + "/a", folder.path + "/b/run.json")
      let table = try StonneBinary.run(["compare", a, b])
      #expect(table.exitCode == 0 && table.errors == "")
      #expect(table.output.contains("moved most") && table.output.contains("pruned to 0.8"))
      let page = folder.path + "/compare.html"
      #expect(try StonneBinary.run(["compare", a, b, "--html", page]).output == table.output)
      #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
      let csv = try StonneBinary.run(["compare", a, b, "--format", "csv"])
      #expect(csv.output.hasPrefix("name,op_type,cycles_a,cycles_b"))
      #expect(csv.output.split(separator: "\n").count == 7)
      let json = try StonneBinary.run(["compare", a, b, "--format", "json"])
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect((object?["layers"] as? [Any])?.count == 5)
    }
  }

  @Test("what is no run is refused in one line")
  func refusals() throws {
    try TemporaryFolder.with { folder in
      let broken = folder.appending(path: "broken.json")
      try Data("{\"schema\": 1".utf8).write(to: broken)
      for path in [folder.path, broken.path, folder.path + "/absent", "models/lenet5.onnx", "/dev/null"] {
        let result = try StonneBinary.run(["compare", path, path])
        #expect(result.exitCode == 65, "\(path): \(result.errors)")
        #expect(result.errorMessages.count == 1 && result.output == "")
      }
    }
  }
}
