import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("FlexAttention")
struct FlexAttentionTests {
  private func run(_ inputs: [Tensor], _ attributes: [String: Attribute] = [:]) throws -> Tensor {
    let values = inputs.map(Value.tensor)
    return try #require(
      evaluateValues("FlexAttention", values, opset: 1, domain: "ai.onnx.preview", attributes)[0].tensor)
  }

  private func inputs() throws -> [Tensor] {
    var random = RandomValues(seed: 11)
    return try [random.tensor([2, 4, 3, 8]), random.tensor([2, 2, 5, 8]), random.tensor([2, 2, 5, 6])]
  }

  private func step(_ nodes: [Node], _ constants: [String: Tensor] = [:]) -> Attribute {
    .graph(
      Graph(inputs: [ValueInfo(name: "s")], outputs: [ValueInfo(name: "t")], initializers: constants, nodes: nodes)
    )
  }

  private func close(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test("without steps it is attention, query heads sharing key heads")
  func plain() throws {
    let inputs = try inputs()
    let expected = try evaluate("Attention", inputs, opset: 23)[0]
    #expect(close(try run(inputs).floats, expected.floats))
    let scaled = try evaluate("Attention", inputs, opset: 23, ["scale": .float(0.5)])[0]
    #expect(close(try run(inputs, ["scale": .float(0.5)]).floats, scaled.floats))
  }

  @Test("steps change scores before, probabilities after the softmax")
  func steps() throws {
    let inputs = try inputs()
    let cap = step(
      [
        Node("Div", opsetVersion: 22, inputs: ["s", "c"], outputs: ["a"]),
        Node("Tanh", opsetVersion: 22, inputs: ["a"], outputs: ["b"]),
        Node("Mul", opsetVersion: 22, inputs: ["b", "c"], outputs: ["t"]),
      ], ["c": Tensor(scalar: Float(2))])
    let expected = try evaluate("Attention", inputs, opset: 23, ["softcap": .float(2)])[0]
    #expect(close(try run(inputs, ["score_mod": cap]).floats, expected.floats))
    let half = step(
      [Node("Mul", opsetVersion: 22, inputs: ["s", "c"], outputs: ["t"])], ["c": Tensor(scalar: Float(0.5))])
    let plain = try run(inputs)
    #expect(close(try run(inputs, ["prob_mod": half]).floats, plain.floats.map { $0 / 2 }))
  }

  @Test("a step that changes the shape is refused, and so are shapes that do not fit")
  func refusals() throws {
    let inputs = try inputs()
    let flat = step([Node("Flatten", opsetVersion: 22, inputs: ["s"], outputs: ["t"])])
    #expect(throws: OperatorError.self) { try run(inputs, ["score_mod": flat]) }
    #expect(throws: OperatorError.self) { try run([inputs[0], inputs[2], inputs[2]]) }
    #expect(throws: OperatorError.self) { try run([.counting([2, 3]), inputs[1], inputs[2]]) }
  }
}

@Suite("Attention of mixed types")
struct MixedAttentionTests {
  @Test(
    "double beside another type is refused, 16-bit types meet float", arguments: DataType.floats, DataType.floats)
  func types(query: DataType, value: DataType) throws {
    let x = try Tensor.counting([1, 1, 2, 4])
    let inputs = try [x.cast(to: query), x.cast(to: query), x.cast(to: value)]
    if (query == .float64) == (value == .float64) {
      #expect(try evaluate("Attention", inputs, opset: 23)[0].dataType == query)
    } else {
      #expect(throws: OperatorError.self) { try evaluate("Attention", inputs, opset: 23) }
    }
  }
}
