import ModelRunner
import Tensors
import TestSupport
import Testing

@Suite("Strides beyond the image")
struct WideStrideTests {
  @Test(
    "take no memory of their own, on any machine",
    arguments: ["maeri_256mses_128_bw", "tpu_16_16_pes", "sigma_128mses_64_bw", "magma_128mses_128_bw"])
  func convolution(machine: String) throws {
    var model = OnnxBytes()
    model.graph.input("x", .float32, [1, 4, 8, 8])
    let filters = (0..<180).map { Float($0) }
    model.graph.initializer("w", try Tensor(Shape([5, 4, 3, 3]), filters))
    for (number, strides) in [[1_000_000_000, 1_000_000_000], [1, 1 << 29], [7, 3]].enumerated() {
      model.graph.node("Conv", ["x", "w"], ["y\(number)"], ["strides": .ints(strides.map { Int64($0) })])
      model.graph.output("y\(number)")
    }
    var request = RunRequest(modelPath: try temporaryFile("strides.onnx", model.encoded))
    request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"]
    request.checksAgainstReference = true
    request.memoryLimit = 8 << 20
    let results = try request.prepare().run()
    #expect(results.count == 1 && results.allSatisfy { $0.check?.passed == true })
  }
}
