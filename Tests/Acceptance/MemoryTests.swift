import Tensors
import TestSupport
import Testing

@Suite("Memory of a run is bounded: three times the model's file and a gibibyte")
struct MemoryTests {
  /// A convolution whose file is small and whose im2col matrix, 604 MB, is not.
  private func model() throws -> (path: String, bytes: Int) {
    var random = SplitMix64(seed: 3)
    let weights = (0..<2 * 64 * 9).map { _ in random.nextUnit() - 0.5 }
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [1, 64, 512, 512])
    model.graph.initializer("w", try Tensor(Shape([2, 64, 3, 3]), weights))
    model.graph.node("Conv", ["x", "w"], ["y"], ["pads": [1, 1, 1, 1]], name: "conv")
    model.graph.output("y")
    return (try temporaryFile("wide.onnx", model.encoded), model.encoded.count)
  }

  @Test("large activations of a small model stay within it, on several threads", arguments: Machines.all)
  func wideActivations(machine: String) throws {
    let (path, bytes) = try model()
    let result = try StonneBinary.run(
      ["run", path, "--hw", machine, "--check", "--threads", "4", "--quiet"], seconds: 300, watchesMemory: true)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.peakBytes > 64 << 20, "the input alone takes 64 MiB")
    #expect(result.peakBytes < 3 * bytes + (1 << 30))
  }
}
