import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors
import Testing

@Suite("ShapeInference")
struct ShapeInferenceTests {
  @Test("a shape that is computed from a shape is known before the run")
  func shapeArithmetic() throws {
    // y = Reshape(x, [Shape(x)[0], -1]): what exporters write for a flatten.
    let graph = Graph(
      inputs: [ValueInfo(name: "x")], outputs: [ValueInfo(name: "y")],
      initializers: [
        "zero": try Tensor(Shape([1]), [Int64(0)]), "rest": try Tensor(Shape([1]), [Int64(-1)]),
      ],
      nodes: [
        Node("Shape", opsetVersion: 13, inputs: ["x"], outputs: ["s"]),
        Node("Gather", opsetVersion: 13, inputs: ["s", "zero"], outputs: ["n"]),
        Node(
          "Concat", opsetVersion: 13, inputs: ["n", "rest"], outputs: ["target"], attributes: ["axis": .int(0)]),
        Node("Reshape", opsetVersion: 13, inputs: ["x", "target"], outputs: ["y"]),
      ])
    let inference = try ShapeInference(
      of: graph, inputs: ["x": ValueFact(.float32, [3, 4, 5])], source: "test")
    #expect(inference.facts["target"]?.constant?.elements(as: Int64.self) == [3, -1])
    #expect(inference.facts["y"]?.extents == [3, 20])
    #expect(inference.facts["y"]?.dataType == .float32)
  }

  @Test("inputs that do not fit an operator are the node's fault, by name")
  func misfit() throws {
    let graph = Graph(
      inputs: [ValueInfo(name: "a"), ValueInfo(name: "b")], outputs: [ValueInfo(name: "y")],
      nodes: [Node("Add", name: "sum", opsetVersion: 13, inputs: ["a", "b"], outputs: ["y"])])
    let inputs = ["a": ValueFact(.float32, [2, 3]), "b": ValueFact(.float32, [2, 4])]
    let error = #expect(throws: NodeError.self) {
      try ShapeInference(of: graph, inputs: inputs, source: "model.onnx")
    }
    #expect(error?.node == "sum")
    #expect(error?.place.contains("model.onnx") == true)
  }

  @Test("what depends on values is unknown, and does not stop the rest")
  func unknown() throws {
    let graph = Graph(
      inputs: [ValueInfo(name: "x")], outputs: [ValueInfo(name: "y")],
      nodes: [
        Node("NonZero", opsetVersion: 13, inputs: ["x"], outputs: ["i"]),
        Node("Cast", opsetVersion: 13, inputs: ["i"], outputs: ["y"], attributes: ["to": .int(1)]),
      ])
    let inference = try ShapeInference(of: graph, inputs: ["x": ValueFact(.float32, [4])], source: "test")
    #expect(inference.facts["y"]?.dataType == .float32)
    #expect(inference.facts["y"]?.shape == nil)
  }
}
