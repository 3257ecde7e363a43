import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors
import TestSupport
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

  @Test("nothing is known of the outputs of an operator that nobody defines, and the rest goes on")
  func undefinedOperator() throws {
    let graph = Graph(
      inputs: [ValueInfo(name: "x")], outputs: [ValueInfo(name: "y"), ValueInfo(name: "n")],
      nodes: [
        Node("Mystery", domain: "local", opsetVersion: 1, inputs: ["x"], outputs: ["a", "b"]),
        Node("Shape", opsetVersion: 13, inputs: ["b"], outputs: ["y"]),
        Node("Neg", opsetVersion: 13, inputs: ["x"], outputs: ["n"]),
      ])
    let facts = try ShapeInference(of: graph, inputs: ["x": ValueFact(.float32, [4])], source: "test").facts
    for name in ["a", "b"] { #expect(facts[name]?.dataType == nil && facts[name]?.extents == nil) }
    #expect(facts["y"]?.dataType == .int64 && facts["y"]?.constant == nil)
    #expect(facts["n"]?.extents == [4])
  }

  /// y = x + w, w of as many columns as said.
  private func sum(columns: Int) throws -> [UInt8] {
    var model = OnnxBytes()
    model.graph.input("x", .float32, ["batch", 3])
    model.graph.initializer("w", try Tensor(Shape([columns]), [Float](repeating: 1, count: columns)))
    model.graph.node("Neg", ["w"], ["v"])
    model.graph.node("Add", ["x", "v"], ["y"])
    model.graph.output("y")
    return model.encoded
  }

  @Test("a model in bytes can be inferred where it loads and its shapes fit")
  func bytes() throws {
    #expect(try sum(columns: 3).withUnsafeBytes(isInferableModel))
    #expect(try !sum(columns: 4).withUnsafeBytes(isInferableModel))
    #expect(try !sum(columns: 3).dropLast().withUnsafeBytes(isInferableModel))
  }

  @Test("damaged models never trap")
  func mutations() throws {
    for bytes in ByteMutations(of: try sum(columns: 3), seeds: 0..<1000) {
      _ = bytes.withUnsafeBytes(isInferableModel)
    }
  }
}
