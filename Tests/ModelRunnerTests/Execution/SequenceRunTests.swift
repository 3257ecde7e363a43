import ModelRunner
import Tensors
import TestSupport
import Testing

@Suite("Sequences as inputs and outputs")
struct SequenceRunTests {
  /// Gives a sequence without its first value, and its second value alone.
  private func model() throws -> String {
    var model = OnnxBytes(opset: 17)
    for (field, name) in [(11, "s"), (12, "rest")] {
      model.graph.add(field) { value in
        value.string(1, name)
        value.message(2) { type in type.message(4) { $0.message(1) { $0.message(1) { $0.varint(1, 1) } } } }
      }
    }
    model.graph.initializer("zero", Tensor(scalar: Int64(0)))
    model.graph.initializer("one", Tensor(scalar: Int64(1)))
    model.graph.node("SequenceErase", ["s", "zero"], ["rest"])
    model.graph.node("SequenceAt", ["s", "one"], ["second"])
    model.graph.output("second", .float32)
    return try temporaryFile("model.onnx", model.encoded)
  }

  /// A file with a sequence of vectors.
  private func sequence(_ vectors: [[Float]]) throws -> String {
    var writer = ProtobufWriter()
    writer.varint(2, 1)
    for vector in vectors {
      let tensor = try Tensor(Shape([vector.count]), vector)
      writer.message(3) { OnnxBytes.writeTensor(tensor, name: "", into: &$0) }
    }
    return try temporaryFile("sequence.pb", writer.bytes)
  }

  @Test("a sequence is read from a file, and given out value by value")
  func run() throws {
    var request = RunRequest(modelPath: try model())
    request.inputs = [.named(name: "s", path: try sequence([[1], [2, 3], [4]]))]
    let result = try #require(try request.prepare().run().first)
    #expect(result.outputs.map(\.name) == ["rest/0", "rest/1", "second"])
    #expect(result.outputs.map { $0.tensor.elements(as: Float.self) } == [[2, 3], [4], [2, 3]])
    #expect(result.layers.count == 2)
  }

  @Test("without a file there is no sequence, and a file that is none is refused")
  func refused() throws {
    var request = RunRequest(modelPath: try model())
    #expect(throws: (any Error).self) { try request.prepare() }
    let broken = try temporaryFile("broken.pb", [0x1A, 0xFF])
    request.inputs = [.named(name: "s", path: broken)]
    #expect(throws: (any Error).self) { try request.prepare() }
  }
}
