import Foundation
import Testing

@Suite("stonne accuracy")
struct AccuracyTests {
  private static let digits = ["--data", "models/lenet5_digits.npz", "--limit", "40"]
  private static let lenet = ["accuracy", "models/lenet5.onnx"]

  @Test("writes the table, the CSV and the page, and nothing but results to stdout")
  func files() throws {
    try TemporaryFolder.with { folder in
      let out = folder.appending(path: "out")
      let result = try StonneBinary.run(
        Self.lenet + Self.digits + [
          "--hw", Machines.all[1], "--sparsity", "0,0.5,0.9", "--out", out.path, "--quiet",
        ])
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(result.errors == "")
      #expect(result.output.contains("magnitude"))
      let csv = try String(contentsOf: out.appending(path: "accuracy.csv"), encoding: .utf8)
      #expect(csv.split(separator: "\n").count == 4)
      for name in ["accuracy.html", "predictions.csv"] {
        #expect(FileManager.default.fileExists(atPath: out.appending(path: name).path))
      }
    }
  }

  @Test("gives the same bytes for one thread and for three")
  func threads() throws {
    let outputs = try ["1", "3"].map { threads in
      try StonneBinary.run(
        Self.lenet + Self.digits + [
          "--hw", Machines.all[1], "--sparsity", "0.5", "--format", "csv", "--threads", threads,
        ]
      ).output
    }
    #expect(outputs[0] == outputs[1] && !outputs[0].isEmpty)
  }

  @Test(
    "refuses a ratio outside 0...1, an unknown method, a map without a layer, in one line",
    arguments: [
      ["--sparsity", "0,1.5"], ["--sparsity", "-0.5"], ["--prune", "smallest"], ["--prune", "5:4"],
      ["--data", "no/such.npz"], ["--input-name", "picture"], ["--hw", "no/such.cfg"],
    ])
  func refusals(options: [String]) throws {
    try Refusal.expect(
      Self.lenet + Self.digits + options, naming: [String(options[1].split(separator: ",").last ?? "")])
  }

  @Test("refuses a network that has nothing to prune")
  func nothingToPrune() throws {
    try Refusal.expect(
      ["accuracy", Fixtures.path("Operators", "matmul_activations", "model.onnx")],
      naming: ["Conv, Gemm or MatMul"])
  }

  @Test("samples whose outputs no memory holds are refused")
  func limit() throws {
    for limit in ["1000000000000", "9000000000000000000"] {
      try Refusal.expect(
        ["accuracy", "models/lenet5.onnx", "--limit", limit],
        naming: ["outputs of \(limit) samples", "hint: --limit"])
    }
  }

  @Test("an empty list and a limit of none are errors of the command line")
  func usage() throws {
    for options in [
      ["--sparsity", ""], ["--sparsity", "0,,1"], ["--limit", "0"], ["--labels", "x.npy"], ["--out", ""],
    ] {
      #expect(try StonneBinary.run(Self.lenet + options).exitCode == 64)
    }
  }
}
