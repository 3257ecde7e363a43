import Foundation
import TestSupport
import Testing

@Suite("Pruning that cannot be done is refused, and a network without layers for the array says so")
struct PruningTests {
  private static let lenet = ["run", "models/lenet5.onnx"]

  @Test("a ratio outside 0...1", arguments: ["-0.5", "1.5", "-1", "nan", "inf"])
  func ratio(text: String) throws {
    try Refusal.expect(Self.lenet + ["--sparsity", text], naming: [text, "0 (keep all) to 1 (clear all)"])
  }

  @Test("a ratio that is no number is an error of the command line")
  func noNumber() throws {
    #expect(try StonneBinary.run(Self.lenet + ["--sparsity", "half"]).exitCode == 64)
  }

  @Test("a map that names no layer, with the nearest name; one with a ratio outside 0...1")
  func map() throws {
    try TemporaryFolder.with { folder in
      let map = folder.appending(path: "map.toml")
      for (text, fragments) in [
        ("\"conv9\" = 0.5\n", ["conv9", "did you mean `conv1`?"]), ("\"conv1\" = 2\n", ["conv1", "2"]),
        ("\"conv1\" = \"half\"\n", ["conv1"]),
      ] {
        try Data(text.utf8).write(to: map)
        try Refusal.expect(Self.lenet + ["--sparsity-map", map.path], naming: fragments)
      }
    }
  }

  @Test("labels that are not as many as the samples, and labels that are no class")
  func labels() throws {
    let digits = ["accuracy", "models/lenet5.onnx", "--data", "models/lenet5_digits.npz"]
    // IDX files: the header, then a byte a label.
    let short = try temporaryFile("labels.idx", [0, 0, 8, 1, 0, 0, 0, 2, 1, 2])
    try Refusal.expect(digits + ["--labels", short], naming: ["labels.idx", "2 labels", "1000 samples"])
    let foreign = try temporaryFile(
      "labels.idx", [0, 0, 8, 1, 0, 0, 3, 232] + [UInt8](repeating: 200, count: 1000))
    try Refusal.expect(digits + ["--labels", foreign], naming: ["label 0", "200 is no class"])
  }

  @Test("a network without Conv, Gemm and MatMul runs, with a note; there is nothing in it to prune")
  func nothingAccelerated() throws {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [2, 3])
    model.graph.node("Relu", ["x"], ["y"])
    model.graph.output("y")
    let path = try temporaryFile("relu.onnx", model.encoded)
    for format in ["table", "json", "csv"] {
      let result = try StonneBinary.run(["run", path, "--hw", Machines.maeri, "--format", format, "--no-progress"])
      #expect(result.exitCode == 0)
      #expect(result.errors.contains("stonne: note: no node runs on the accelerator"))
    }
    try Refusal.expect(
      ["run", path, "--hw", Machines.maeri, "--sparsity", "0.5"], naming: ["Conv, Gemm or MatMul"])
    try Refusal.expect(["accuracy", path, "--sparsity", "0.5"], naming: ["Conv, Gemm or MatMul"])
  }

  @Test(
    "options of which nothing comes are named",
    arguments: [
      (["--prune", "global"], "without --sparsity or --sparsity-map nothing is pruned by --prune global"),
      (["--prune", "2:4"], nil), (["--prune", "global", "--sparsity", "0.5"], nil),
      (["--mapper", "mrna", "--optimize"], "without --hw nothing comes of --optimize, --mapper"),
    ])
  func idleOptions(options: [String], note: String?) throws {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx", "--no-progress"] + options)
    #expect(result.exitCode == 0)
    #expect(result.errors == (note.map { "stonne: note: \($0)\n" } ?? ""))
  }
}
