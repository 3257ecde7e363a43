import ModelRunner
import Tensors
import TestSupport
import Testing

/// STONNE's two mini-benchmarks (minibenchmarks/dogsandcats.py and linearbenchmark.py): PyTorch modules there,
/// models of one node here, with STONNE's machines and tiles.
@Suite("STONNE's mini-benchmarks")
struct MiniBenchmarkTests {
  private func run(_ model: OnnxBytes, on machine: String, tile: String) throws -> RunResult {
    var request = RunRequest(modelPath: try temporaryFile("model.onnx", model.encoded))
    request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"]
    request.tiles = "\(repositoryRoot.path)/tiles/minibenchmarks/\(tile).txt"
    request.checksAgainstReference = true
    request.tolerance = ToleranceOverride(absolute: 1e-4, relative: 0)
    return try #require(try request.prepare().run().first)
  }

  private func weights(_ extents: [Int]) throws -> Tensor {
    var random = SplitMix64(seed: 1)
    return try Tensor(Shape(extents), (0..<extents.reduce(1, *)).map { _ in random.nextUnit() - 0.5 })
  }

  @Test("dogs and cats: a 4 x 4 convolution of four groups on the mesh")
  func dogsAndCats() throws {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [1, 4, 32, 32])
    model.graph.initializer("w", try weights([4, 1, 4, 4]))
    model.graph.initializer("b", try weights([4]))
    model.graph.node("Conv", ["x", "w", "b"], ["y"], ["group": 4], name: "conv")
    model.graph.output("y")
    let result = try run(model, on: "tpu_16_16_pes", tile: "dogsandcats_tpu_tile")
    let cost = try #require(result.layers.first?.accelerator)
    #expect(result.check?.passed == true)
    #expect(cost.runs == 4)
    #expect(cost.cycles == 4 * 2855)
    #expect(cost.tileSource == .file)
  }

  @Test("linear: eight samples through four inputs and eight outputs on MAERI")
  func linear() throws {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [8, 4])
    model.graph.initializer("w", try weights([8, 4]))
    model.graph.initializer("b", try weights([8]))
    model.graph.node("Gemm", ["x", "w", "b"], ["y"], ["transB": 1], name: "linear")
    model.graph.output("y")
    let result = try run(model, on: "maeri_128mses_64_bw", tile: "dogsandcats_tile_fc")
    let cost = try #require(result.layers.first?.accelerator)
    #expect(result.check?.passed == true)
    #expect(cost.tileSource == .file)
    #expect(cost.cycles == 100)
  }
}
