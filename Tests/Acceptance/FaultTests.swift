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
      let run = "$STONNE run models/lenet5.onnx --hw \(Machines.maeri) --quiet"
      let result = try shell("ulimit -n \(limit); exec \(run)")
      #expect([0, 65, 74, 127].contains(result.exitCode), "\(limit): \(result.exitCode ?? -1) \(result.errors)")
    }
  }

  @Test("less address space or data than a run takes is refused, or no failure", arguments: ["v", "d"])
  func shortMemory(limit: String) throws {
    let digits = "models/lenet5.onnx --inputs models/lenet5_digits.npz"
    // With less the program's libraries do not fit.
    for megabytes in stride(from: 64, through: 256, by: 16) {
      let run = "$STONNE run \(digits) --hw \(Machines.all[1]) --quiet"
      let result = try shell("ulimit -\(limit) \(megabytes << 10); exec \(run)")
      let code = result.exitCode ?? -1
      #expect([0, 65, 74, 127].contains(code), "\(megabytes) MB: \(code) \(result.errors)")
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

  @Test("a signal ends a loop of a model, too", arguments: [("INT", Int32(130)), ("TERM", 143)])
  func interruptedLoop(signal: String, exitCode: Int32) throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [1])
      model.graph.initializer("n", Tensor(scalar: Int64.max))
      let body = OnnxBytes.Graph("body") {
        $0.input("i", .int64)
        $0.input("c", .bool)
        $0.input("v", .float32)
        $0.node("Identity", ["c"], ["d"])
        $0.node("Neg", ["v"], ["w"])
        $0.output("d", .bool)
        $0.output("w", .float32)
      }
      model.graph.node("Loop", ["n", "", "x"], ["y"], ["body": .graph(body)])
      model.graph.output("y", .float32)
      let path = folder.appending(path: "loop.onnx").path
      try Data(model.encoded).write(to: URL(filePath: path))
      let result = try shell("set -m; $STONNE run '\(path)' --quiet & sleep 1; kill -\(signal) $!; wait $!")
      #expect(result.exitCode == exitCode, "\(result.errors)")
    }
  }

  @Test("a model that is truncated within a run ends it with 74 and the file's name")
  func truncation() throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [100, 400])
      for name in ["a", "b"] {
        let data = [UInt8](repeating: 0x3D, count: 4 * 400 * 400)
        try Data(data).write(to: folder.appending(path: name + ".bin"))
        model.graph.initializer {
          for _ in 0..<2 { $0.varint(1, 400) }
          $0.varint(2, Int64(DataType.float32.rawValue))
          $0.string(8, name)
          $0.entry(13, key: "location", value: name + ".bin")
          $0.varint(14, 1)
        }
      }
      model.graph.node("MatMul", ["x", "a"], ["h"], name: "first")
      model.graph.node("MatMul", ["h", "b"], ["y"], name: "second")
      model.graph.output("y", .float32)
      try Data(model.encoded).write(to: folder.appending(path: "m.onnx"))
      let result = try shell(
        """
        cd '\(folder.path)'; $STONNE run m.onnx --hw '\(repositoryRoot.path)/\(Machines.maeri)' --engine stepped \
        --quiet & sleep 0.5; : > b.bin; wait $!
        """)
      #expect(result.exitCode == 74, "\(result.errors)")
      #expect(result.errorMessages.count == 1 && result.errors.contains("b.bin"), "\(result.errors)")
    }
  }

  @Test("more data files and machines than files may be open are no failure")
  func manyFiles() throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [1])
      for index in 0..<200 {
        try Data([0, 0, 128, 63]).write(to: folder.appending(path: "w\(index).bin"))
        model.graph.initializer {
          $0.varint(1, 1)
          $0.varint(2, Int64(DataType.float32.rawValue))
          $0.string(8, "w\(index)")
          $0.entry(13, key: "location", value: "w\(index).bin")
          $0.varint(14, 1)
        }
        model.graph.node("Add", [index == 0 ? "x" : "y\(index - 1)", "w\(index)"], ["y\(index)"])
      }
      model.graph.output("y199", .float32)
      let path = folder.appending(path: "m.onnx").path
      try Data(model.encoded).write(to: URL(filePath: path))
      let limit = "ulimit -n 40; exec $STONNE run"
      #expect(try shell("\(limit) '\(path)' --quiet").exitCode == 0)
      let machines = Array(repeating: "--hw \(Machines.maeri)", count: 60).joined(separator: " ")
      #expect(try shell("\(limit) models/lenet5.onnx \(machines) --timing-only --quiet").exitCode == 0)
    }
  }

  // MARK: - Sweeps

  /// Four hundred points, each with a layer that is timed by its weights.
  private func sweep(in folder: URL) throws -> String {
    let machines = Machines.all.map { "\"\(repositoryRoot.path)/\($0)\"" }.joined(separator: ", ")
    let ratios = (0..<100).map { "0.\($0 + 100)" }.joined(separator: ", ")
    let path = folder.appending(path: "sweep.toml")
    let text =
      "[axes]\nmodel = [\"\(repositoryRoot.path)/models/lenet5.onnx\"]\nhardware = [\(machines)]\n"
      + "sparsity = [\(ratios)]\n"
    try Data(text.utf8).write(to: path)
    return path.path
  }

  /// The table of a sweep without what depends on the clock.
  private func table(_ folder: URL) throws -> [[String]] {
    let rows = CSVRecords(try String(contentsOf: folder.appending(path: "sweep.csv"), encoding: .utf8)).rows
    let clock = rows.first?.firstIndex(of: "wall_seconds")
    return rows.map { row in row.indices.filter { $0 != clock }.map { row[$0] } }
  }

  @Test(
    "a sweep that a signal ends goes on to the table of one that nothing ended",
    arguments: [("INT", Int32(130)), ("TERM", 143)])
  func interruptedSweep(signal: String, exitCode: Int32) throws {
    try TemporaryFolder.with { folder in
      let specification = try sweep(in: folder)
      let (ended, whole) = (folder.appending(path: "ended"), folder.appending(path: "whole"))
      let result = try shell(
        """
        set -m
        $STONNE sweep '\(specification)' --out '\(ended.path)' --jobs 1 --quiet >/dev/null & sleep 0.7
        kill -\(signal) $!; wait $!
        """)
      #expect(result.exitCode == exitCode, "\(result.errors)")
      let json = try Data(contentsOf: ended.appending(path: "sweep.json"))
      #expect(try JSONDecoder().decode(RunState.self, from: json).partial)
      for out in [ended, whole] {
        let result = try StonneBinary.run(["sweep", specification, "--out", out.path, "--quiet"])
        #expect(result.exitCode == 0, "\(result.errors)")
      }
      #expect(try table(ended) == table(whole))
    }
  }

  @Test("no room for a sweep's database is the machine's failure")
  func fullDatabase() throws {
    try TemporaryFolder.with { folder in
      let specification = try sweep(in: folder)
      let out = folder.appending(path: "out").path
      let result = try shell(
        "ulimit -f 16; exec $STONNE sweep '\(specification)' --out '\(out)' --quiet >/dev/null")
      #expect(result.exitCode == 74, "\(result.errors)")
      #expect(result.errorMessages.count == 1, "\(result.errors)")
    }
  }
}
