import ModelRunner
import Tensors
import TestSupport
import Testing

@Suite("Inputs that have a default")
struct DefaultInputTests {
  /// y = x + w over two floats, w being 10, 20 unless it is given (IR version 3).
  private func run(_ inputs: [(name: String, values: [Float])]) throws -> [Float] {
    let shape = try Shape([2])
    var model = OnnxBytes(opset: 9)
    model.irVersion = 3
    model.graph.input("x", .float32, [2])
    model.graph.input("w", .float32, [2])
    model.graph.initializer("w", try Tensor(shape, [10, 20] as [Float]))
    model.graph.node("Add", ["x", "w"], ["y"])
    model.graph.output("y", .float32)
    var request = RunRequest(modelPath: try temporaryFile("model.onnx", model.encoded))
    for (name, values) in inputs {
      let tensor = try Tensor(Shape([values.count]), values)
      request.inputs.append(
        .named(name: name, path: try temporaryFile("\(name).pb", OnnxBytes.tensorFile(tensor))))
    }
    let result = try #require(try request.prepare().run().first)
    return result.outputs[0].tensor.elements(as: Float.self)
  }

  @Test("keep it unless they are given by name")
  func overridden() throws {
    #expect(try run([("x", [1, 2])]) == [11, 22])
    #expect(try run([("x", [1, 2]), ("w", [3, 4])]) == [4, 6])
  }

  @Test("have to fit their declaration, as any input")
  func misfit() throws {
    #expect(throws: (any Error).self) { try run([("x", [1, 2]), ("w", [3, 4, 5])]) }
    #expect(throws: (any Error).self) { try run([("x", [1, 2]), ("v", [3, 4])]) }
  }
}
