import ModelRunner
import Tensors
import TestSupport
import Testing

@Suite("The tile of a layer of many groups")
struct GroupedTileTests {
  @Test("that the search finds fits the longest row of all groups, not of the first one only")
  func longestRow() throws {
    // Two groups of a filter each: one weight in the first, nine in the second.
    var weights = [Float](repeating: 1, count: 18)
    for index in 1..<9 { weights[index] = 0 }
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [1, 2, 12, 12])
    model.graph.initializer("w", try Tensor(Shape([2, 1, 3, 3]), weights))
    model.graph.node("Conv", ["x", "w"], ["y"], ["group": .int(2)])
    model.graph.output("y", .float32)
    var request = RunRequest(modelPath: try temporaryFile("model.onnx", model.encoded))
    request.machines = ["\(repositoryRoot.path)/simulation_files/magma_128mses_128_bw.cfg"]
    request.mapper = .optimal
    request.checksAgainstReference = true
    let result = try #require(try request.prepare().run().first)
    #expect(result.check?.passed == true)
  }
}
