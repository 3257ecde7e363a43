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

  private func conditional(_ branch: [Node], output: String) -> Node {
    let graph = Graph(outputs: [ValueInfo(name: output)], nodes: branch)
    return Node(
      "If", opsetVersion: 17, inputs: ["c"], outputs: ["y"],
      attributes: ["then_branch": .graph(graph), "else_branch": .graph(graph)])
  }

  private func branch(of graph: Graph) throws -> Graph {
    guard case .graph(let branch)? = graph.nodes.last?.attributes["then_branch"] else {
      throw OperatorError.missingAttribute("then_branch")
    }
    return branch
  }

  @Test("a subgraph's constants are folded, with constants of the graphs around it")
  func subgraph() throws {
    let nodes = [
      Node("Transpose", opsetVersion: 13, inputs: ["w"], outputs: ["t"]),
      conditional(
        [
          Node("Mul", opsetVersion: 13, inputs: ["t", "t"], outputs: ["v"]),
          Node("MatMul", opsetVersion: 13, inputs: ["x", "v"], outputs: ["z"]),
        ], output: "z"),
    ]
    var whole = graph(nodes, initializers: ["w": square])
    whole.inputs.append(ValueInfo(name: "c"))
    let folded = try ConstantFolding.fold(whole, source: "test")
    #expect(folded.nodes.map(\.operatorType) == ["If"])
    #expect(folded.initializers.isEmpty)
    let inner = try branch(of: folded)
    #expect(inner.nodes.map(\.operatorType) == ["MatMul"])
    #expect(inner.initializers["v"]?.elements(as: Float.self) == [1, 9, 4, 16])
    #expect(inner.capturedNames == ["x"])
    let feeds = ["x": square, "c": Tensor(scalar: true)]
    let y = try ExecutionPlan(folded, source: "test").run(feeds)["y"]
    #expect(try y?.elements(as: Float.self) == ExecutionPlan(whole, source: "test").run(feeds)["y"]?.elements())
  }

  @Test("a constant that cannot be made stays in a branch that may never run")
  func faultInBranch() throws {
    let nodes = [
      conditional([Node("Reshape", opsetVersion: 13, inputs: ["w", "s"], outputs: ["z"])], output: "z")
    ]
    let shape = try Tensor(Shape([1]), [Int64(3)])
    let folded = try ConstantFolding.fold(graph(nodes, initializers: ["w": square, "s": shape]), source: "test")
    #expect(try branch(of: folded).nodes.count == 1)
  }

  @Test("a weight is found behind every chain that exporters and quantisers write")
  func chains() throws {
    let bytes = try Tensor(Shape([2, 2]), [Int8](arrayLiteral: 1, 2, 3, 4))
    let half = Tensor(scalar: Float(0.5))
    let float = Attribute.int(1)
    let scaled: [Float] = [0.5, 1, 1.5, 2]
    let chains: [(name: String, nodes: [Node], initializers: [String: Tensor], expected: [Float])] = try [
      (
        "8 bits cast and scaled",
        [
          Node("Cast", opsetVersion: 13, inputs: ["w"], outputs: ["c"], attributes: ["to": float]),
          Node("Mul", opsetVersion: 13, inputs: ["c", "s"], outputs: ["v"]),
        ], ["w": bytes, "s": half], scaled
      ),
      (
        "DequantizeLinear",
        [Node("DequantizeLinear", opsetVersion: 13, inputs: ["w", "s"], outputs: ["v"])], ["w": bytes, "s": half],
        scaled
      ),
      (
        "a scale a channel",
        [
          Node(
            "DequantizeLinear", opsetVersion: 13, inputs: ["w", "s"], outputs: ["v"], attributes: ["axis": .int(1)]
          )
        ], ["w": bytes, "s": Tensor(Shape([2]), [Float(1), 2])], [1, 4, 3, 8]
      ),
      (
        "16 bits", [Node("Cast", opsetVersion: 13, inputs: ["w"], outputs: ["v"], attributes: ["to": float])],
        ["w": Tensor(Shape([2, 2]), [Float16(1), 2, 3, 4])], [1, 2, 3, 4]
      ),
      (
        "Reshape, Identity, Dropout, Transpose",
        [
          Node("Reshape", opsetVersion: 13, inputs: ["w", "s"], outputs: ["a"]),
          Node("Identity", opsetVersion: 13, inputs: ["a"], outputs: ["b"]),
          Node("Dropout", opsetVersion: 13, inputs: ["b"], outputs: ["c"]),
          Node("Transpose", opsetVersion: 13, inputs: ["c"], outputs: ["v"]),
        ],
        ["w": square.reshaped(to: Shape([4])), "s": Tensor(Shape([2]), [Int64(2), 2])], [1, 3, 2, 4]
      ),
      (
        "quantised and made real",
        [
          Node("QuantizeLinear", opsetVersion: 13, inputs: ["w", "s"], outputs: ["q"]),
          Node("DequantizeLinear", opsetVersion: 13, inputs: ["q", "s"], outputs: ["v"]),
        ], ["w": square, "s": half], [1, 2, 3, 4]
      ),
    ]
    for chain in chains {
      let product = Node("MatMul", opsetVersion: 13, inputs: ["x", "v"], outputs: ["y"])
      let folded = try ConstantFolding.fold(
        graph(chain.nodes + [product], initializers: chain.initializers), source: "test")
      #expect(folded.nodes.map(\.operatorType) == ["MatMul"], "\(chain.name)")
      #expect(folded.initializers["v"]?.elements(as: Float.self) == chain.expected, "\(chain.name)")
    }
  }

  @Test("every graph of a list of graphs is folded")
  func listOfGraphs() throws {
    let body = Graph(
      outputs: [ValueInfo(name: "v")],
      nodes: [Node("Mul", opsetVersion: 13, inputs: ["w", "w"], outputs: ["v"])])
    let nodes = [
      Node(
        "Cases", domain: "local", opsetVersion: 1, inputs: ["x"], outputs: ["y"],
        attributes: ["cases": .graphs([body, body])])
    ]
    let folded = try ConstantFolding.fold(graph(nodes, initializers: ["w": square]), source: "test")
    guard case .graphs(let cases)? = folded.nodes.first?.attributes["cases"] else {
      throw OperatorError.missingAttribute("cases")
    }
    #expect(cases.count == 2)
    for graph in cases {
      #expect(graph.nodes.isEmpty)
      #expect(graph.initializers["v"]?.elements(as: Float.self) == [1, 4, 9, 16])
    }
    #expect(folded.initializers.isEmpty)
  }
}
