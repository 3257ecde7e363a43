import Foundation
import TestSupport
import Testing

/// Shapes alone, a few bytes, say how much there is to do.
@Suite("A layer beyond memory or counters is refused before it is simulated")
struct GiantLayerTests {
  private func product(_ m: Int, _ k: Int, _ n: Int, in folder: URL) throws -> String {
    var model = OnnxBytes(opset: 18)
    model.graph.input("x", .float32, [.fixed(Int64(m)), .fixed(Int64(k))])
    model.graph.input("w", .float32, [.fixed(Int64(k)), .fixed(Int64(n))])
    model.graph.node("MatMul", ["x", "w"], ["y"], name: "giant")
    model.graph.output("y", .float32)
    let path = folder.appending(path: "giant.onnx")
    try Data(model.encoded).write(to: path)
    return path.path
  }

  private func convolution(in folder: URL) throws -> String {
    var model = OnnxBytes(opset: 18)
    model.graph.input("x", .float32, [1, 1, .fixed(1 << 23), .fixed(1 << 23)])
    model.graph.input("w", .float32, [1, 1, .fixed(1 << 12), .fixed(1 << 12)])
    model.graph.node("Conv", ["x", "w"], ["y"], name: "giant")
    model.graph.output("y", .float32)
    let path = folder.appending(path: "giant.onnx")
    try Data(model.encoded).write(to: path)
    return path.path
  }

  private static let extents = [
    (1 << 20, 1 << 20, 1 << 20), (1 << 31, 4, 1 << 16), (1, 1 << 47, 1), (1 << 47, 1, 1), (1, 1, 1 << 47),
    (1 << 21, 1 << 21, 1 << 20),
  ]

  @Test("on every controller, by --timing-only and by map", arguments: Machines.all, ["run", "map"])
  func refused(machine: String, command: String) throws {
    try TemporaryFolder.with { folder in
      var models = try Self.extents.map { m, k, n in { try product(m, k, n, in: folder) } }
      models.append { try convolution(in: folder) }
      for model in models {
        let options = command == "run" ? ["--timing-only"] : ["--no-optimum"]
        let result = try StonneBinary.run([command, try model(), "--hw", machine, "--quiet"] + options)
        #expect([0, 65].contains(result.exitCode), "\(result.errors)")
        #expect(result.errorMessages.count == (result.exitCode == 65 ? 1 : 0))
      }
    }
  }

  @Test("--max-memory counts the zeros of sparse layers, which timing takes", arguments: Machines.all[1...2])
  func memory(machine: String) throws {
    try TemporaryFolder.with { folder in
      let model = try product(2000, 2000, 2000, in: folder)
      for command in ["run --timing-only", "map --no-optimum"] {
        let words = command.split(separator: " ").map(String.init)
        let result = try StonneBinary.run(
          [words[0], model, words[1], "--hw", machine, "--quiet", "--max-memory", "16M"])
        #expect(result.exitCode == 65, "\(result.errors)")
        #expect(result.errors.contains("bytes"), "\(result.errors)")
      }
    }
  }
}
