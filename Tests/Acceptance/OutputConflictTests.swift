import Foundation
import Tensors
import TestSupport
import Testing

@Suite("Outputs and inputs")
struct OutputConflictTests {
  /// A folder with a product whose weights are in `weights.bin`, and one of everything that is read besides.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [2, 4])
      model.graph.initializer {
        for _ in 0..<2 { $0.varint(1, 4) }
        $0.varint(2, Int64(DataType.float32.rawValue))
        $0.string(8, "w")
        $0.entry(13, key: "location", value: "weights.bin")
        $0.varint(14, 1)
      }
      model.graph.node("MatMul", ["x", "w"], ["y"], name: "product")
      model.graph.output("y", .float32)
      try Data(model.encoded).write(to: folder.appending(path: "m.onnx"))
      try Data([UInt8](repeating: 0x3D, count: 64)).write(to: folder.appending(path: "weights.bin"))
      for (file, name) in [(Machines.maeri, "hw.cfg"), ("simulation_files/energy_table.txt", "table.txt")] {
        try FileManager.default.copyItem(
          at: repositoryRoot.appending(path: file), to: folder.appending(path: name))
      }
      try Data("\"product\" = 0.5\n".utf8).write(to: folder.appending(path: "map.toml"))
      try body(folder)
    }
  }

  /// Every file below a folder.
  private func contents(_ folder: URL) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      contents[name] = try? Data(contentsOf: folder.appending(path: name))
    }
    return contents
  }

  private func expectRefusal(_ command: String, in folder: URL, naming fragments: [String]) throws {
    let before = try contents(folder)
    let result = try StonneBinary.run(command.split(separator: " ").map(String.init), in: folder)
    #expect(result.exitCode == 65, "\(command): \(result.errors)")
    #expect(result.errorMessages.count == 1 && result.output == "", "\(command): \(result.errors)")
    for fragment in fragments + ["hint: give another name"] {
      #expect(result.errors.contains(fragment), "\(command): \(result.errors)")
    }
    #expect(try contents(folder) == before, "\(command)")
  }

  @Test("a run takes the place of nothing that it reads")
  func run() throws {
    try inFolder { folder in
      let first = try StonneBinary.run(["run", "m.onnx", "--hw", "hw.cfg", "--quiet", "--out", "d"], in: folder)
      #expect(first.exitCode == 0, "\(first.errors)")
      for (command, name) in [
        ("m.onnx --model-explorer m.onnx", "the model itself"),
        ("m.onnx --annotate ./m.onnx", "the model itself"),
        ("m.onnx --annotate weights.bin", "a data file of the model"),
        ("m.onnx --mapping-cache weights.bin", "a data file of the model"),
        ("m.onnx --hw hw.cfg --model-explorer d/../hw.cfg", "the file of --hw"),
        ("m.onnx --inputs d/outputs.npz --model-explorer d/outputs.npz", "the file of --inputs"),
        ("m.onnx --input x=d/outputs.npz --out d", "the file of --input x"),
        ("m.onnx --expect d/outputs.npz --model-explorer d/outputs.npz", "the file of --expect"),
        ("m.onnx --hw hw.cfg --energy-table table.txt --annotate table.txt", "the file of --energy-table"),
        ("m.onnx --sparsity-map map.toml --model-explorer map.toml", "the file of --sparsity-map"),
        ("m.onnx --annotate new --model-explorer new", "the file of --annotate"),
        ("m.onnx --out new --model-explorer new/run.json", "the file of --model-explorer"),
      ] {
        try expectRefusal("run \(command)", in: folder, naming: ["output in ", "would take the place of \(name)"])
      }
    }
  }

  @Test("a run replaces the files of an earlier one, and may expect them; devices take any outputs")
  func rerun() throws {
    try inFolder { folder in
      let lenet = repositoryRoot.appending(path: "models/lenet5.onnx").path
      for expectation in [[], ["--expect", "d/outputs.npz"]] {
        let result = try StonneBinary.run(
          ["run", lenet, "--hw", "hw.cfg", "--quiet", "--out", "d", "--detail", "full", "--annotate", "/dev/null"]
            + ["--model-explorer", "/dev/null"] + expectation, in: folder)
        #expect(result.exitCode == 0, "\(result.errors)")
      }
      let report = try StonneBinary.run(["report", "d"], in: folder)
      #expect(report.exitCode == 0, "\(report.errors)")
    }
  }

  @Test("the other commands take the place of nothing that they read")
  func others() throws {
    try inFolder { folder in
      let first = try StonneBinary.run(
        ["run", "m.onnx", "--hw", "hw.cfg", "--quiet", "--out", "d", "--detail", "full"], in: folder)
      #expect(first.exitCode == 0, "\(first.errors)")
      let counters = "d/layers/000_product.counters"
      try Data("[axes]\nmodel = \"m.onnx\"\nhardware = \"out/sweep.csv\"\n".utf8)
        .write(to: folder.appending(path: "sweep.toml"))
      for (from, to) in [
        ("hw.cfg", "out/sweep.csv"), ("hw.cfg", "tiles/product.txt"), ("m.onnx", "study/accuracy.csv"),
        ("weights.bin", "study/weights.bin"), ("m.onnx", "case/model.onnx"), ("weights.bin", "case/weights.bin"),
        ("d/run.json", "page/report.html"),
      ] {
        let target = folder.appending(path: to)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: folder.appending(path: from), to: target)
      }
      for (command, name) in [
        ("energy --counters \(counters) --out \(counters)", "the file of --counters"),
        ("energy --table table.txt --counters \(counters) --out table.txt", "the file of --table"),
        ("compare d d --html d/run.json", "a run that is compared"),
        ("report page/report.html", "the run itself"),
        ("map m.onnx --mapping-cache m.onnx", "the model itself"),
        ("map m.onnx --hw tiles/product.txt --out tiles", "the file of --hw"),
        ("accuracy study/accuracy.csv --sparsity 0 --out study", "the model itself"),
        ("conformance case --json case/weights.bin", "a data file of the model"),
        ("sweep sweep.toml --out out", "the file of hardware"),
      ] {
        try expectRefusal(command, in: folder, naming: ["output in ", "would take the place of \(name)"])
      }
    }
  }
}
