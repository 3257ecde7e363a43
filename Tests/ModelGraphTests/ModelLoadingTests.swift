import Diagnostics
import ModelGraph
import Tensors
import TestSupport
import Testing

@Suite("Loading models")
struct ModelLoadingTests {
  /// x -> Relu -> y
  private func relu() -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, ["n", 3, 0, "?"])
    model.graph.node("Relu", ["x"], ["y"])
    model.graph.output("y")
    return model
  }

  @Test("a model arrives with its versions, inputs, nodes and outputs")
  func whole() throws {
    var bytes = relu()
    bytes.metadata = [("author", "tests")]
    bytes.opsets.append(("com.microsoft", 1))
    let model = try Model.load(bytes.encoded, name: "relu")
    #expect(model.path == "relu" && model.irVersion == 8 && model.opsets == ["": 17, "com.microsoft": 1])
    #expect(model.producer == "stonne tests" && model.metadata == ["author": "tests"])
    #expect(
      model.graph.inputs == [
        ValueInfo(name: "x", dataType: .float32, extents: [.symbol("n"), .fixed(3), .unknown, .unknown])
      ])
    #expect(model.graph.outputs.map(\.name) == ["y"])
    #expect(model.graph.nodes.map(\.operatorType) == ["Relu"])
    #expect(model.graph.nodes[0].opsetVersion == 17)
  }

  @Test("ai.onnx is another name of ONNX's own domain")
  func domains() throws {
    var bytes = relu()
    bytes.opsets = [("ai.onnx", 13)]
    bytes.graph.node("Relu", ["y"], ["z"], domain: "ai.onnx")
    let model = try Model.load(bytes.encoded)
    #expect(model.opsets == ["": 13])
    #expect(model.graph.nodes.map(\.domain) == ["", ""])
  }

  @Test("an initializer that is also an input need not be fed")
  func overridableInputs() throws {
    var bytes = relu()
    bytes.irVersion = 3
    bytes.graph.input("w", .float32, [1])
    bytes.graph.initializer("w", try Tensor(Shape([1]), [2] as [Float]))
    let graph = try Model.load(bytes.encoded).graph
    #expect(graph.inputs.map(\.name) == ["x"])
    #expect(graph.overridableInputs.map(\.name) == ["w"])
    #expect(graph.initializers["w"]?.count == 1)
  }

  @Test("before IR version 3 a model need not import operators")
  func oldModels() throws {
    var bytes = relu()
    bytes.irVersion = 2
    bytes.opsets = []
    #expect(try Model.load(bytes.encoded).opsets == ["": 1])
  }

  @Test("a graph output may be an input or an initializer, and one value several outputs")
  func passedThrough() throws {
    var bytes = relu()
    bytes.graph.initializer("w", Tensor(scalar: Float(1)))
    for name in ["x", "w", "y"] { bytes.graph.output(name) }
    #expect(try Model.load(bytes.encoded).graph.outputs.map(\.name) == ["y", "x", "w", "y"])
  }

  @Test("sparse initializers become dense")
  func sparse() throws {
    var bytes = relu()
    bytes.graph.sparseInitializer(
      "a", values: try Tensor(Shape([2]), [5, 7] as [Float]),
      indices: try Tensor(Shape([2]), [1, 5] as [Int64]), extents: [2, 3])
    bytes.graph.sparseInitializer(
      "b", values: try Tensor(Shape([2]), [5, 7] as [Float]),
      indices: try Tensor(Shape([2, 2]), [0, 1, 1, 2] as [Int64]), extents: [2, 3])
    let initializers = try Model.load(bytes.encoded).graph.initializers
    for name in ["a", "b"] {
      #expect(initializers[name]?.shape.extents == [2, 3])
      #expect(initializers[name]?.withElements(as: Float.self) { Array($0) } == [0, 5, 0, 0, 0, 7])
    }
  }

  @Test("a model as a whole that cannot be used is refused")
  func refusedModels() {
    func reason(_ change: (inout OnnxBytes) -> Void) -> String {
      var bytes = relu()
      change(&bytes)
      return refusal(bytes)
    }
    #expect(reason { $0.irVersion = nil } == "model in m.onnx: it has no ir_version")
    #expect(reason { $0.irVersion = 0 } == "model in m.onnx: it has no ir_version")
    #expect(reason { $0.irVersion = 15 } == "model in m.onnx: IR version 15 where 1 to 14 can be read")
    #expect(reason { $0.opsets = [] } == "model in m.onnx: it has no opset_import")
    #expect(reason { $0.opsets = [("", 28)] } == "model in m.onnx: it imports opset 28 where 1 to 27 can be read")
    #expect(reason { $0.opsets = [("", 0)] } == "model in m.onnx: it imports version 0 of ai.onnx")
    #expect(
      reason { $0.opsets = [("", 9), ("ai.onnx", 9)] } == "model in m.onnx: it imports ai.onnx twice")
    #expect(reason { $0.graph = .init() } == "model in m.onnx: its graph has no outputs")
    #expect(refusal(bytes: [0x08, 0x08]) == "model in m.onnx: it has no graph")
    #expect(refusal(bytes: []) == "model in m.onnx: the file is empty")
  }

  @Test("a node that cannot be used is refused by its name")
  func refusedNodes() {
    func reason(_ change: (inout OnnxBytes.Graph) -> Void) -> String {
      var bytes = relu()
      change(&bytes.graph)
      return refusal(bytes)
    }
    #expect(
      reason { $0.node("Gelu", ["y"], ["z"], domain: "com.microsoft") }
        == "node `z` (Gelu) in m.onnx: its domain com.microsoft is not imported")
    #expect(reason { $0.node("", ["y"], ["z"], name: "n") } == "node `n` () in m.onnx: it has no op_type")
    #expect(
      reason { $0.node("Elu", ["y"], ["z"], ["alpha": 1, "alpha": 2]) }
        == "node `z` (Elu) in m.onnx: it has the attribute `alpha` twice")
    #expect(
      reason { $0.node("Elu", ["y"], ["z"], ["alpha": .reference(to: "a", type: 1)]) }
        == "node `z` (Elu) in m.onnx: it refers to the attribute `a` of a function, but is in none")
    #expect(
      reason {
        $0.node(
          "Elu", ["y"], ["z"],
          [
            "alpha": .encoded { writer in
              writer.varint(3, 5)
              writer.varint(20, 1)
            }
          ])
      } == "attribute `alpha` of node `z` in m.onnx: its type is FLOAT, its value INT")
  }
}

/// The message of the error that loading throws.
func refusal(_ model: OnnxBytes) -> String { refusal(bytes: model.encoded) }

func refusal(bytes: [UInt8]) -> String {
  do {
    return "accepted: \(try Model.load(bytes, name: "m.onnx").graph.nodes.count) nodes"
  } catch {
    return "\(error)"
  }
}
