import Foundation
import ModelRunner
import Synchronization
import TensorFiles
import Tensors
import TestSupport
import Testing

/// What a run takes before its first node.
@Suite("Opening a model")
struct OpeningTests {
  /// An embedding, a product and a convolution of 16 MB each, at odd addresses of the file.
  private static func model() -> OnnxBytes {
    var model = OnnxBytes()
    model.graph.input("ids", .int64, [4])
    model.graph.initializer("table", Tensor(shape(4096, 1024), of: Float.self) { $0.initialize(repeating: 0.5) })
    model.graph.initializer("w", Tensor(shape(1024, 4096), of: Float.self) { $0.initialize(repeating: 0.5) })
    model.graph.initializer("f", Tensor(shape(1024, 4096, 1), of: Float.self) { $0.initialize(repeating: 0.5) })
    model.graph.initializer(
      "as_plane", Tensor(shape(3), of: Int64.self) { _ = $0.initialize(from: [1, 4096, 4]) })
    model.graph.node("Gather", ["table", "ids"], ["x"])
    model.graph.node("MatMul", ["x", "w"], ["y"])
    model.graph.node("Reshape", ["y", "as_plane"], ["p"])
    model.graph.node("Conv", ["p", "f"], ["z"])
    model.graph.output("z")
    return model
  }

  private static func shape(_ extents: Int...) -> Shape {
    guard let shape = try? Shape(extents) else { preconditionFailure("extents are not negative") }
    return shape
  }

  @Test(
    "weights in a file take no memory of the process before the first node",
    arguments: ["maeri_256mses_128_bw", "tpu_16_16_pes", "sigma_256mses_128_bw", "magma_128mses_128_bw"])
  func privateMemory(machine: String) async throws {
    let path = try temporaryFile("large.onnx", Self.model().encoded)
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    let hardware = "\(repositoryRoot.path)/simulation_files/\(machine).cfg"
    // In a process of its own: other tests change the memory of this one.
    await #expect(processExitsWith: .success) { [path = path as String, hardware = hardware as String] in
      let before = try privateBytes()
      var request = RunRequest(modelPath: path)
      request.machines = [hardware]
      let observer = FirstNode()
      _ = try request.prepare().run(observer: observer) { observer.memory.withLock { $0 != nil } }
      let opened = try #require(observer.memory.withLock { $0 })
      #expect(opened - before < 16 << 20, "\(opened - before) bytes")
    }
  }
}

/// Notes the process's memory when the first node begins.
private final class FirstNode: RunObserver, Sendable {
  let memory = Mutex<Int?>(nil)

  func nodeWillRun(_ name: String, index: Int, of count: Int, onAccelerator: Bool) {
    memory.withLock { if $0 == nil { $0 = try? privateBytes() } }
  }

  func nodeDidRun(_ report: LayerReport, of count: Int) {}
}

/// Bytes of memory that the process shares with no file and no other process.
private func privateBytes() throws -> Int {
  let lines = try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8).split(separator: "\n")
  let line = try #require(lines.first { $0.hasPrefix("Private_Dirty:") })
  return 1024 * (line.split(separator: " ").compactMap { Int($0) }.first ?? 0)
}
