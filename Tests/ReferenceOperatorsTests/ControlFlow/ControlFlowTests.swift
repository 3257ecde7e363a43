import ModelGraph
import ReferenceOperators
import Synchronization
import Tensors
import Testing

@Suite("Subgraphs")
struct ControlFlowTests {
  private func run(_ nodes: [Node], _ feeds: [String: Tensor], outputs: [String]) throws -> [String: Tensor] {
    let graph = Graph(
      inputs: feeds.keys.sorted().map { ValueInfo(name: $0) }, outputs: outputs.map { ValueInfo(name: $0) },
      nodes: nodes)
    return try ExecutionPlan(graph, source: "test").run(feeds)
  }

  /// Runs a graph in which loops are given up after a hundred iterations.
  private func run(
    hurriedly nodes: [Node], _ feeds: [String: Tensor], output: String, mostRounds: Int = 100
  ) throws -> Tensor? {
    let graph = Graph(
      inputs: feeds.keys.sorted().map { ValueInfo(name: $0) }, outputs: [ValueInfo(name: output)], nodes: nodes)
    let context = ExecutionContext(memoryLimit: 1 << 30, mostRounds: mostRounds)
    return try ExecutionPlan(graph, source: "test").run(feeds, in: context)[output]
  }

  private func carrying(_ nodes: [Node], _ result: String) -> Graph {
    Graph(
      inputs: ["i", "go", "v"].map { ValueInfo(name: $0) },
      outputs: [ValueInfo(name: "go"), ValueInfo(name: result)],
      nodes: nodes)
  }

  private func loop(_ body: Graph, _ count: String, _ input: String, _ output: String) -> Node {
    Node(
      "Loop", opsetVersion: 17, inputs: [count, "", input], outputs: [output], attributes: ["body": .graph(body)])
  }

  @Test(
    "the iterations of loops within a loop count towards what it may take",
    arguments: [(9, 10), (10, 10), (101, 0)])
  func nestedLoops(outer: Int, inner: Int) throws {
    let negation = carrying([Node("Neg", opsetVersion: 17, inputs: ["v"], outputs: ["w"])], "w")
    let body = carrying([loop(negation, "n", "v", "u")], "u")
    let feeds = [
      "m": Tensor(scalar: Int64(outer)), "n": Tensor(scalar: Int64(inner)), "x": Tensor(scalar: Float(1)),
    ]
    let total = outer * (inner + 1)
    let isRefused = (try? run(hurriedly: [loop(body, "m", "x", "y")], feeds, output: "y")) == nil
    #expect(isRefused == (total > 100))
  }

  @Test("a loop that copies more and more is given up like one that goes on and on", arguments: [400, 4000])
  func growingSequence(rounds: Int) throws {
    let insertion = Node("SequenceInsert", opsetVersion: 17, inputs: ["v", "x"], outputs: ["w"])
    let nodes = [
      Node("SequenceConstruct", opsetVersion: 17, inputs: ["x"], outputs: ["s"]),
      loop(carrying([insertion], "w"), "m", "s", "t"),
      Node("SequenceLength", opsetVersion: 17, inputs: ["t"], outputs: ["y"]),
    ]
    let feeds = ["m": Tensor(scalar: Int64(rounds)), "x": Tensor(scalar: Float(1))]
    let length = try? run(hurriedly: nodes, feeds, output: "y", mostRounds: 10_000)
    #expect(length?.integers == (rounds == 400 ? [401] : nil))
  }

  @Test("any number of empty positions takes no memory, and a scan over them ends all the same")
  func emptyScan() throws {
    let body = Graph(
      inputs: ["a", "b"].map { ValueInfo(name: $0) }, outputs: ["a", "b"].map { ValueInfo(name: $0) }, nodes: [])
    let scan = Node(
      "Scan", opsetVersion: 17, inputs: ["k", "x"], outputs: ["z", "y"],
      attributes: ["body": .graph(body), "num_scan_inputs": .int(1)])
    let x = Tensor(try Shape([1 << 27, 0]), of: Float.self) { _ in }
    #expect(throws: (any Error).self) {
      try run(hurriedly: [scan], ["k": Tensor(scalar: Float(1)), "x": x], output: "y")
    }
  }

  @Test("parts of a sequence take memory though they are empty")
  func emptyParts() throws {
    let x = Tensor(try Shape([1 << 27, 0]), of: Float.self) { _ in }
    for inputs in [["x"], ["x", "n"]] {
      let node = Node("SplitToSequence", opsetVersion: 17, inputs: inputs, outputs: ["y"])
      #expect(throws: (any Error).self) {
        try run(hurriedly: [node], ["x": x, "n": Tensor(scalar: Int64(1))], output: "y")
      }
    }
  }

  private func branch(_ operatorType: String) -> Attribute {
    .graph(
      Graph(
        outputs: [ValueInfo(name: "z", dataType: .float32)],
        nodes: [Node(operatorType, opsetVersion: 17, inputs: ["x"], outputs: ["z"])]))
  }

  @Test("If runs the branch that the condition names, on captured values", arguments: [true, false])
  func branches(condition: Bool) throws {
    let node = Node(
      "If", opsetVersion: 17, inputs: ["c"], outputs: ["y"],
      attributes: ["then_branch": branch("Neg"), "else_branch": branch("Abs")])
    let y = try run([node], ["c": Tensor(scalar: condition), "x": .floats([-2])], outputs: ["y"])["y"]
    #expect(y?.floats == [2])
    let positive = try run([node], ["c": Tensor(scalar: condition), "x": .floats([2])], outputs: ["y"])["y"]
    #expect(positive?.floats == [condition ? -2 : 2])
  }

  /// A body that adds 1 to what it carries, stacks what it had, and goes on below a captured limit.
  private var counting: Graph {
    Graph(
      inputs: ["i", "go", "v"].map { ValueInfo(name: $0) },
      outputs: [
        ValueInfo(name: "on"), ValueInfo(name: "next"),
        ValueInfo(name: "had", dataType: .float32, extents: [.fixed(1)]),
      ],
      initializers: ["one": Tensor(scalar: Float(1))],
      nodes: [
        Node("Identity", opsetVersion: 17, inputs: ["v"], outputs: ["had"]),
        Node("Add", opsetVersion: 17, inputs: ["v", "one"], outputs: ["next"]),
        Node("Less", opsetVersion: 17, inputs: ["next", "limit"], outputs: ["below"]),
        Node("Squeeze", opsetVersion: 17, inputs: ["below"], outputs: ["on"]),
      ])
  }

  @Test("Loop ends by its count or by its condition, and stacks its scan outputs")
  func loop() throws {
    let node = Node(
      "Loop", opsetVersion: 17, inputs: ["m", "", "v0"], outputs: ["v", "seen"],
      attributes: ["body": .graph(counting)])
    func run(_ count: Int64, _ limit: Float) throws -> (last: [Float]?, seen: [Float]?, shape: [Int]?) {
      let feeds = try ["m": Tensor(scalar: count), "v0": .floats([0]), "limit": .floats([limit])]
      let values = try self.run([node], feeds, outputs: ["v", "seen"])
      return (values["v"]?.floats, values["seen"]?.floats, values["seen"]?.shape.extents)
    }
    let byCount = try run(3, 100)
    #expect(byCount.last == [3] && byCount.seen == [0, 1, 2] && byCount.shape == [3, 1])
    let byCondition = try run(100, 2)
    #expect(byCondition.last == [2] && byCondition.seen == [0, 1])
    let never = try run(0, 2)
    #expect(never.last == [0] && never.shape == [0, 1])
  }

  @Test("a loop with neither count nor condition is refused")
  func infinite() {
    #expect(throws: NodeError.self) {
      let node = Node(
        "Loop", opsetVersion: 17, inputs: ["", "", "v0"], outputs: ["v", "seen"],
        attributes: ["body": .graph(counting)])
      return try run([node], ["v0": .floats([0]), "limit": .floats([1])], outputs: ["v"])
    }
  }

  @Test("Scan hands slices over in either direction and carries a sum")
  func scan() throws {
    let body = Graph(
      inputs: ["s", "x"].map { ValueInfo(name: $0) }, outputs: ["t", "out"].map { ValueInfo(name: $0) },
      nodes: [
        Node("Add", opsetVersion: 17, inputs: ["s", "x"], outputs: ["t"]),
        Node("Identity", opsetVersion: 17, inputs: ["t"], outputs: ["out"]),
      ])
    for (direction, expected) in [(0, [1, 3, 6]), (1, [3, 5, 6])] as [(Int64, [Float])] {
      let node = Node(
        "Scan", opsetVersion: 17, inputs: ["s0", "xs"], outputs: ["sum", "sums"],
        attributes: [
          "body": .graph(body), "num_scan_inputs": .int(1), "scan_input_directions": .ints([direction]),
        ])
      let feeds = try ["s0": Tensor(scalar: Float(0)), "xs": Tensor.floats([1, 2, 3])]
      let values = try run([node], feeds, outputs: ["sum", "sums"])
      #expect(values["sum"]?.floats == [6])
      #expect(values["sums"]?.floats == expected)
    }
  }

  @Test("Scan-8 scans each batch element by itself, as far as its length says")
  func batchedScan() throws {
    let body = Graph(
      inputs: ["s", "x"].map { ValueInfo(name: $0) }, outputs: ["t", "out"].map { ValueInfo(name: $0) },
      nodes: [
        Node("Add", opsetVersion: 8, inputs: ["s", "x"], outputs: ["t"]),
        Node("Identity", opsetVersion: 8, inputs: ["t"], outputs: ["out"]),
      ])
    func run(_ lengths: [Int64]?) throws -> [String: Tensor] {
      let node = Node(
        "Scan", opsetVersion: 8, inputs: [lengths == nil ? "" : "n", "s0", "xs"], outputs: ["sum", "sums"],
        attributes: ["body": .graph(body), "num_scan_inputs": .int(1)])
      var feeds = try ["s0": Tensor.floats([0, 10], [2, 1]), "xs": .floats([1, 2, 3, 4, 5, 6], [2, 3, 1])]
      if let lengths { feeds["n"] = try .ints(lengths) }
      return try self.run([node], feeds, outputs: ["sum", "sums"])
    }
    let whole = try run(nil)
    #expect(whole["sum"]?.floats == [6, 25])
    #expect(whole["sums"]?.floats == [1, 3, 6, 14, 19, 25])
    #expect(whole["sums"]?.shape.extents == [2, 3, 1])
    let short = try run([2, 3])
    #expect(short["sum"]?.floats == [3, 25])
    #expect(short["sums"]?.floats == [1, 3, 0, 14, 19, 25])
    #expect(throws: NodeError.self) { try run([4, 3]) }
    #expect(throws: NodeError.self) { try run([3]) }
  }

  @Test("a loop without end stops when the run is interrupted, whatever its body is")
  func interrupted() throws {
    for nodes in [[], [Node("Identity", opsetVersion: 17, inputs: ["go"], outputs: ["on"])]] {
      let asked = Mutex(0)
      var context = ExecutionContext()
      context.isInterrupted = {
        asked.withLock { count in
          count += 1
          return count > 50
        }
      }
      let body = Graph(
        inputs: ["i", "go", "v"].map { ValueInfo(name: $0) },
        outputs: [nodes.isEmpty ? "go" : "on", "v"].map { ValueInfo(name: $0) }, nodes: nodes)
      let loop = Node(
        "Loop", opsetVersion: 17, inputs: ["m", "c", "c"], outputs: ["y"], attributes: ["body": .graph(body)])
      let graph = Graph(
        inputs: [ValueInfo(name: "m"), ValueInfo(name: "c")], outputs: [ValueInfo(name: "y")], nodes: [loop])
      let plan = try ExecutionPlan(graph, source: "test")
      #expect(throws: CancellationError.self) {
        try plan.run(["m": Tensor(scalar: Int64.max), "c": Tensor(scalar: true)], in: context)
      }
    }
  }
}
