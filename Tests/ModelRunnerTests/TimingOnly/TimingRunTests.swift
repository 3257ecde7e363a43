import CycleSimulator
import Foundation
import Hardware
import ModelRunner
import Tensors
import TestSupport
import Testing

@Suite("Timing without tensors")
struct TimingRunTests {
  private func request(_ model: String, on machine: String) -> RunRequest {
    var request = RunRequest(modelPath: model)
    request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"]
    return request
  }

  private func timed(_ model: OnnxBytes, on machine: String, _ change: (inout RunRequest) -> Void = { _ in })
    throws
    -> RunResult
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("timing-\(UUID().uuidString).onnx")
    try Data(model.encoded).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var request = request(path.path, on: machine)
    change(&request)
    return try #require(try request.time().first)
  }

  /// Declares a weight in a file that is not there.
  private func absentWeight(_ name: String, _ extents: [Int], in graph: inout OnnxBytes.Graph) {
    graph.initializer {
      for extent in extents { $0.varint(1, Int64(extent)) }
      $0.varint(2, Int64(DataType.float32.rawValue))
      $0.string(8, name)
      $0.entry(13, key: "location", value: "nowhere.bin")
      $0.varint(14, 1)
    }
  }

  /// Blocks of attention over one head, and a linear layer whose weight is transposed in the graph.
  private func transformer(blocks: Int, width: Int, tokens: Int) throws -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, ["batch", .fixed(Int64(tokens)), .fixed(Int64(width))])
    var x = "x"
    for block in 0..<blocks {
      for name in ["q", "k", "v"] {
        absentWeight("\(name)\(block)", [width, width], in: &model.graph)
        model.graph.node("MatMul", [x, "\(name)\(block)"], ["\(name)\(block)y"])
      }
      model.graph.node("Transpose", ["k\(block)y"], ["k\(block)t"], ["perm": [0, 2, 1]])
      model.graph.node("MatMul", ["q\(block)y", "k\(block)t"], ["scores\(block)"])
      model.graph.node("Softmax", ["scores\(block)"], ["shares\(block)"], ["axis": -1])
      model.graph.node("MatMul", ["shares\(block)", "v\(block)y"], ["mixed\(block)"])
      absentWeight("w\(block)", [3 * width, width], in: &model.graph)
      model.graph.node("Transpose", ["w\(block)"], ["w\(block)t"], ["perm": [1, 0]])
      model.graph.node("MatMul", ["mixed\(block)", "w\(block)t"], ["wide\(block)"])
      absentWeight("n\(block)", [3 * width, width], in: &model.graph)
      model.graph.node("MatMul", ["wide\(block)", "n\(block)"], ["y\(block)"])
      x = "y\(block)"
    }
    model.graph.output(x)
    return model
  }

  @Test(
    "a dense machine's cycles, counters and energy are those of a run with tensors",
    arguments: ["maeri_256mses_128_bw", "tpu_16_16_pes"])
  func sameNumbers(machine: String) throws {
    let request = request(repositoryRoot.path + "/models/lenet5.onnx", on: machine)
    let timed = try #require(try request.time().first)
    let run = try #require(try request.prepare().run().first)
    #expect(timed.layers.map { $0.accelerator?.statistics } == run.layers.map { $0.accelerator?.statistics })
    #expect(timed.totals.energy == run.totals.energy)
    #expect(timed.totals.macs == run.totals.macs)
    #expect(timed.layers.map(\.outputShapes) == run.layers.map(\.outputShapes))
    #expect(timed.isTimingOnly && timed.outputs.isEmpty && !timed.isPartial)
  }

  @Test("a network whose weights are in no file is priced, a weight behind a Transpose included")
  func absentWeights() throws {
    let result = try timed(transformer(blocks: 3, width: 96, tokens: 40), on: "maeri_256mses_128_bw")
    let layers = result.layers.compactMap(\.accelerator)
    #expect(layers.count == 3 * 7)
    #expect(layers.allSatisfy { $0.cycles > 0 })
    #expect(result.totals.macs == 3 * (3 * 40 * 96 * 96 + 2 * 40 * 40 * 96 + 2 * 40 * 96 * 288))
    // The Transpose of a weight belongs to the model, not to the run.
    #expect(result.layers.count { $0.operatorType == "Transpose" } == 3)
    #expect(result.model.outputs.map(\.shape) == [[1, 40, 96]])
  }

  @Test("equal layers cost the same in every block")
  func equalBlocks() throws {
    let result = try timed(transformer(blocks: 4, width: 64, tokens: 33), on: "tpu_16_16_pes")
    let cycles = result.layers.compactMap(\.accelerator).map(\.cycles)
    #expect(cycles[0..<7] == cycles[21..<28])
  }

  @Test(
    "sparse machines take a random bitmap of the asked density: equal for equal seeds",
    arguments: ["sigma_128mses_64_bw", "magma_128mses_128_bw"])
  func sparsity(machine: String) throws {
    let model = try transformer(blocks: 1, width: 64, tokens: 20)
    let full = try timed(model, on: machine)
    let sparse = try timed(model, on: machine) { $0.sparsity = 0.8 }
    let again = try timed(model, on: machine) { $0.sparsity = 0.8 }
    let other = try timed(model, on: machine) {
      $0.sparsity = 0.8
      $0.seed = 9
    }
    #expect(sparse.totals.cycles < full.totals.cycles)
    #expect(sparse.layers.map { $0.accelerator?.statistics } == again.layers.map { $0.accelerator?.statistics })
    #expect(sparse.layers.map { $0.accelerator?.statistics } != other.layers.map { $0.accelerator?.statistics })
    let weighted = sparse.layers.compactMap { $0.accelerator?.sparsity.weights }
    #expect(weighted == Array(repeating: 0.8, count: 5))
  }

  /// Products of matrices that no machine holds, beside each other: 2^59 multiply-accumulates each.
  private func enormous(products: Int) -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.graph.input("a", .float32, [65536, 4096, 524288])
    model.graph.input("b", .float32, [65536, 524288, 4096])
    for index in 0..<products {
      model.graph.node("MatMul", ["a", "b"], ["y\(index)"])
      model.graph.output("y\(index)")
    }
    return model
  }

  @Test("a network whose multiply-accumulates are more than 63 bits hold is refused, timed and inspected")
  func uncountable() throws {
    let reason = "with the layers before it, it has more cycles or operations than can be counted"
    let error = #expect(throws: SimulationError.self) {
      try timed(enormous(products: 16), on: "maeri_256mses_128_bw")
    }
    #expect(error?.reason == reason)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("large-\(UUID().uuidString).onnx")
    try Data(enormous(products: 16).encoded).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let refusal = #expect(throws: SimulationError.self) {
      try ModelInspection(path: path.path, on: HardwareConfiguration())
    }
    #expect(refusal?.reason == reason)
    #expect(try timed(enormous(products: 2), on: "maeri_256mses_128_bw").totals.macs == 1 << 60)
  }

  @Test("operands of a sparse layer that memory does not hold are refused before they are made")
  func operandsBeyondMemory() throws {
    let error = #expect(throws: SimulationError.self) {
      try timed(enormous(products: 1), on: "sigma_128mses_64_bw") { $0.memoryLimit = 1 << 30 }
    }
    #expect(error?.reason.contains("the limit is 1073741824") == true)
  }

  @Test("a node whose shapes depend on values is named")
  func shapesOfValues() throws {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [4, 8])
    absentWeight("w", [2, 3], in: &model.graph)
    model.graph.node("NonZero", ["x"], ["found"])
    model.graph.node("Cast", ["found"], ["places"], ["to": 1])
    model.graph.node("Transpose", ["places"], ["rows"], ["perm": [1, 0]])
    model.graph.node("MatMul", ["rows", "w"], ["y"], name: "count them")
    model.graph.output("y")
    let error = #expect(throws: TimingError.self) { try timed(model, on: "maeri_256mses_128_bw") }
    #expect(error?.description.contains("count them") == true)
    #expect(error?.description.contains("`rows`") == true)
  }
}
