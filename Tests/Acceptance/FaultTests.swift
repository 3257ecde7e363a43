import Foundation
import Tensors
import TestSupport
import Testing

/// What happens around a run, and is no fault of its input.
@Suite("Faults")
struct FaultTests {
  private func shell(_ script: String, _ variables: [String: String] = [:]) throws -> StonneBinary.Result {
    try StonneBinary.run(
      ["-c", script], of: "/bin/bash",
      variables: variables.merging(["STONNE": StonneBinary.location.path]) { $1 })
  }

  private func isPartial(_ folder: URL) throws -> Bool? {
    let text = try String(contentsOf: folder.appending(path: "run.json"), encoding: .utf8)
    return try JSONDecoder().decode(RunState.self, from: Data(text.utf8)).partial
  }

  private struct RunState: Decodable { let partial: Bool }

  /// A model of one product that takes the stepped engine a minute, behind one that takes no time.
  private func longModel(_ folder: URL) throws -> String {
    var model = OnnxBytes(opset: 18)
    model.graph.input("x", .float32, [400, 1200])
    model.graph.initializer("s", try Tensor(Shape([1200, 1]), [Float](repeating: 0.5, count: 1200)))
    model.graph.initializer("w", try Tensor(Shape([1200, 1200]), [Float](repeating: 0.5, count: 1_440_000)))
    model.graph.node("MatMul", ["x", "s"], ["short"], name: "short")
    model.graph.node("MatMul", ["x", "w"], ["y"], name: "long")
    model.graph.output("short", .float32)
    model.graph.output("y", .float32)
    let path = folder.appending(path: "long.onnx")
    try Data(model.encoded).write(to: path)
    return path.path
  }

  @Test(
    "a signal ends a run within a long layer, and what is finished is whole and marked as partial",
    arguments: [("INT", Int32(130)), ("TERM", 143)])
  func interruption(signal: String, exitCode: Int32) throws {
    try TemporaryFolder.with { folder in
      let out = folder.appending(path: "out")
      let result = try shell(
        """
        set -m
        $STONNE run '\(try longModel(folder))' --hw simulation_files/maeri_128mses_64_bw.cfg --engine stepped \
        --quiet --out '\(out.path)' & sleep 1.5; kill -\(signal) $!; wait $!
        """)
      #expect(result.exitCode == exitCode, "\(result.errors)")
      #expect(try isPartial(out) == true)
      #expect(!FileManager.default.fileExists(atPath: out.appending(path: "outputs.npz").path))
    }
  }

  @Test("a folder that cannot be written is told before the run, with exit code 74")
  func unwritableFolder() throws {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx", "--out", "/proc/stonne"])
    #expect(result.exitCode == 74, "\(result.errors)")
    #expect(result.errorMessages.count == 1)
  }

  @Test("no more files open than a process may have is the machine's failure or no failure")
  func fewFiles() throws {
    for limit in 3...10 {
      let result = try shell("ulimit -n \(limit); exec $STONNE run models/lenet5.onnx --quiet")
      #expect([0, 65, 74, 127].contains(result.exitCode), "\(limit): \(result.exitCode ?? -1) \(result.errors)")
    }
  }

  @Test("killed at any moment, a run leaves files that are whole, and a half of one only under a name of its own")
  func kills() throws {
    let machine = "simulation_files/maeri_128mses_64_bw.cfg"
    for delay in [0, 20, 40, 80] {
      try TemporaryFolder.with { folder in
        let script = """
          $STONNE run models/lenet5.onnx --hw \(machine) --quiet --detail full --out '\(folder.path)' &
          sleep 0.\(String(format: "%03d", delay)); kill -9 $! 2>/dev/null; wait $!; true
          """
        _ = try shell(script)
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".json")
        {
          let data = try Data(contentsOf: folder.appending(path: name))
          #expect(throws: Never.self, "\(name) after \(delay) ms") { try JSONSerialization.jsonObject(with: data) }
        }
      }
    }
  }
}
