import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors
import Testing

@Suite("ConstantFolding")
struct ConstantFoldingTests {
  private func graph(_ nodes: [Node], initializers: [String: Tensor], output: String = "y") -> Graph {
    Graph(
      name: "g", inputs: [ValueInfo(name: "x", dataType: .float32, extents: [.fixed(2), .fixed(2)])],
      outputs: [ValueInfo(name: output)], initializers: initializers, nodes: nodes)
  }

  private let square: Tensor

  init() throws { square = try Tensor(Shape([2, 2]), [Float(1), 2, 3, 4]) }

  @Test("a weight behind Transpose and Mul becomes an initializer")
  func hiddenWeight() throws {
    let folded = try ConstantFolding.fold(
      graph(
        [
          Node("Transpose", opsetVersion: 13, inputs: ["w"], outputs: ["t"]),
          Node("Mul", opsetVersion: 13, inputs: ["t", "s"], outputs: ["v"]),
          Node("MatMul", opsetVersion: 13, inputs: ["x", "v"], outputs: ["y"]),
        ], initializers: ["w": square, "s": Tensor(scalar: Float(2))]), source: "test")
    #expect(folded.nodes.map(\.operatorType) == ["MatMul"])
    #expect(folded.initializers["v"]?.elements(as: Float.self) == [2, 6, 4, 8])
    #expect(Set(folded.initializers.keys) == ["v"])
  }

  @Test("what depends on an input stays")
  func inputsStay() throws {
    let nodes = [Node("Mul", opsetVersion: 13, inputs: ["x", "w"], outputs: ["y"])]
    let folded = try ConstantFolding.fold(graph(nodes, initializers: ["w": square]), source: "test")
    #expect(folded.nodes.count == 1)
    #expect(Set(folded.initializers.keys) == ["w"])
  }

  @Test("a node whose constant would be too large stays")
  func limit() throws {
    let nodes = [Node("Mul", opsetVersion: 13, inputs: ["w", "w"], outputs: ["y"])]
    let small = graph(nodes, initializers: ["w": square])
    #expect(
      try ConstantFolding.fold(small, source: "test", context: ExecutionContext(memoryLimit: 15)).nodes.count == 1)
    #expect(
      try ConstantFolding.fold(small, source: "test", context: ExecutionContext(memoryLimit: 16)).nodes.isEmpty)
  }

  @Test("an output of the graph that is constant stays an output")
  func constantOutput() throws {
    let nodes = [Node("Mul", opsetVersion: 13, inputs: ["w", "w"], outputs: ["y"])]
    let folded = try ConstantFolding.fold(graph(nodes, initializers: ["w": square]), source: "test")
    #expect(folded.initializers["y"]?.elements(as: Float.self) == [1, 4, 9, 16])
  }
}
