import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct ExecutionPlanTests {
  private func node(
    _ type: String, _ inputs: [String], _ outputs: [String], _ attributes: [String: Attribute] = [:]
  )
    -> Node
  {
    Node(type, opsetVersion: 1, inputs: inputs, outputs: outputs, attributes: attributes)
  }

  private func graph(_ nodes: [Node], outputs: [String], initializers: [String: Tensor] = [:]) -> Graph {
    Graph(
      inputs: [ValueInfo(name: "x")], outputs: outputs.map { ValueInfo(name: $0) }, initializers: initializers,
      nodes: nodes)
  }

  private func run(_ graph: Graph, x: Float = 1) throws -> [String: Float] {
    let plan = try ExecutionPlan(graph, source: "test", table: .standIns)
    return try plan.run(["x": Tensor(scalar: x)]).mapValues { $0.elements(as: Float.self)[0] }
  }

  @Test("nodes run in order and a value used twice keeps its content while a node works in place")
  func sharedValue() throws {
    let outputs = try run(
      graph(
        [
          node("Increment", ["x"], ["a"]), node("Increment", ["a"], ["b"]),
          node("SumOfAll", ["a", "b", "", "a"], ["c"]),
        ], outputs: ["c", "b"]))
    #expect(outputs == ["b": 3, "c": 7])
  }

  @Test("a graph output may be an input, an initializer, or a value that is also consumed")
  func directOutputs() throws {
    let outputs = try run(
      graph(
        [node("Increment", ["x"], ["a"]), node("Increment", ["a"], ["b"]), node("Increment", ["w"], ["d"])],
        outputs: ["x", "w", "a", "b"], initializers: ["w": Tensor(scalar: Float(9))]))
    #expect(outputs == ["x": 1, "w": 9, "a": 2, "b": 3])
  }

  @Test("an initializer and the caller's input survive in-place evaluation, run after run")
  func constantsStay() throws {
    let plan = try ExecutionPlan(
      graph(
        [node("Increment", ["w"], ["a"]), node("Increment", ["x"], ["b"])], outputs: ["a", "b"],
        initializers: ["w": Tensor(scalar: Float(5))]), source: "test", table: .standIns)
    let x = Tensor(scalar: Float(1))
    for _ in 0..<2 {
      let outputs = try plan.run(["x": x])
      #expect(outputs["a"]?.elements(as: Float.self) == [6])
      #expect(outputs["b"]?.elements(as: Float.self) == [2])
      #expect(x.elements(as: Float.self) == [1])
    }
  }

  @Test("a chain of in-place nodes uses one buffer")
  func inPlace() throws {
    struct Addresses: ExecutionObserver {
      var seen: [UnsafeRawPointer?] = []
      mutating func finished(_ node: Int, outputs: [Value], after duration: Duration) {
        seen.append(outputs[0].tensor?.withUnsafeBytes { $0.baseAddress })
      }
    }
    let names = ["x", "a", "b", "c", "d"]
    let nodes = zip(names, names.dropFirst()).map { node("Increment", [$0], [$1]) }
    let plan = try ExecutionPlan(graph(nodes, outputs: ["d"]), source: "test", table: .standIns)
    var observer = Addresses()
    let x = Tensor(scalar: Float(0))
    let outputs = try plan.run(["x": x], in: ExecutionContext(), observer: &observer)
    #expect(outputs["d"]?.elements(as: Float.self) == [4])
    #expect(Set(observer.seen).count == 1)
  }

  @Test("an observer may take a node's evaluation over, and sees every node finish")
  func observer() throws {
    struct Override: ExecutionObserver {
      var finished: [Int] = []
      mutating func evaluate(_ node: Int, inputs: OperatorInputs, in context: ExecutionContext) throws -> [Tensor]?
      {
        node == 1 ? [Tensor(scalar: Float(100))] : nil
      }
      mutating func finished(_ node: Int, outputs: [Value], after duration: Duration) { finished.append(node) }
    }
    let plan = try ExecutionPlan(
      graph(
        [node("Increment", ["x"], ["a"]), node("Increment", ["a"], ["b"]), node("Increment", ["b"], ["c"])],
        outputs: ["c"]), source: "test", table: .standIns)
    var observer = Override()
    let outputs = try plan.run(["x": Tensor(scalar: Float(1))], in: ExecutionContext(), observer: &observer)
    #expect(outputs["c"]?.elements(as: Float.self) == [101])
    #expect(observer.finished == [0, 1, 2])
  }

  @Test("values that a subgraph captures count as uses and follow the listed inputs")
  func captures() throws {
    let inner = Graph(outputs: [ValueInfo(name: "o")], nodes: [node("SumOfAll", ["a", "outer"], ["o"])])
    let middle = Graph(
      outputs: [ValueInfo(name: "m")],
      nodes: [node("Increment", ["b"], ["a"]), node("SumOfAll", [], ["m"], ["body": .graph(inner)])])
    #expect(inner.capturedNames == ["a", "outer"])
    #expect(middle.capturedNames == ["b", "outer"])
    let outputs = try run(
      graph(
        [
          node("Increment", ["x"], ["b"]), node("Increment", ["b"], ["outer"]),
          node("SumOfAll", ["x"], ["y"], ["then": .graph(middle)]),
        ], outputs: ["y"]))
    #expect(outputs == ["y": 1 + 2 + 3])
  }

  @Test("all unsupported operators are named at once, those in subgraphs too")
  func unsupported() throws {
    let inner = Graph(nodes: [node("Deep", [], ["o"])])
    let bad = graph(
      [
        node("Nope", ["x"], ["a"]), node("Nope", ["a"], ["b"]),
        node("SumOfAll", [], ["c"], ["then": .graph(inner)]),
      ],
      outputs: ["c"])
    let error = #expect(throws: UnsupportedOperators.self) {
      try ExecutionPlan(bad, source: "m.onnx", table: .standIns)
    }
    #expect(error?.entries.map(\.operatorType) == ["Nope", "Deep"])
    #expect(error?.entries.first?.nodes == ["a", "b"])
    #expect(error?.description.contains("Nope (opset 1), node `a` and 1 more") == true)
  }

  @Test("a node's error names the operator, the node and the reason")
  func nodeErrors() throws {
    let refused = #expect(throws: NodeError.self) {
      try run(graph([node("Picky", ["x"], ["a"])], outputs: ["a"]))
    }
    #expect(refused?.description == "operator `Picky` in test, node `a`: attribute `axis` is missing")
    let plan = try ExecutionPlan(
      graph([node("Increment", ["x"], ["a"])], outputs: ["a"]), source: "test", table: .standIns)
    let failed = #expect(throws: NodeError.self) { try plan.run(["x": Tensor(scalar: Int32(1))]) }
    #expect(failed?.cause == .dataType(input: 0, found: .int32, accepted: [.float32]))
  }

  @Test("a node that lists more outputs than its operator has is refused")
  func tooManyOutputs() throws {
    #expect(throws: NodeError.self) {
      try run(graph([node("TwoOutputs", ["x"], ["a", "b", "c"])], outputs: ["a"]))
    }
  }

  @Test("a missing input is refused by name")
  func missingInput() throws {
    let plan = try ExecutionPlan(graph([], outputs: ["x"]), source: "m.onnx", table: .standIns)
    let error = #expect(throws: InputBindingError.self) { try plan.run([:]) }
    #expect(error?.description == "input `x` in m.onnx: it has no value")
  }
}
