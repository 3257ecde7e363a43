import ModelGraph
import Tensors
import TestSupport
import Testing

@Suite("Ordering graphs")
struct GraphOrderingTests {
  private func model(_ build: (inout OnnxBytes.Graph) -> Void) -> OnnxBytes {
    var model = OnnxBytes()
    model.graph.input("x")
    build(&model.graph)
    return model
  }

  private func order(_ model: OnnxBytes) throws -> [String] {
    try Model.load(model.encoded).graph.nodes.map { $0.outputs[0] }
  }

  @Test("nodes in order stay in order")
  func inOrder() throws {
    let sorted = model {
      $0.node("Relu", ["x"], ["a"])
      $0.node("Relu", ["x"], ["b"])
      $0.node("Add", ["b", "a"], ["c"])
      $0.output("c")
    }
    #expect(try order(sorted) == ["a", "b", "c"])
  }

  @Test("nodes out of order are sorted")
  func outOfOrder() throws {
    let unsorted = model {
      $0.node("Add", ["b", "a"], ["c"])
      $0.node("Relu", ["a"], ["b"])
      $0.node("Relu", ["x"], ["a"])
      $0.output("c")
    }
    #expect(try order(unsorted) == ["a", "b", "c"])
  }

  @Test("a node comes after what its subgraphs capture")
  func captures() throws {
    let branch = OnnxBytes.Graph("branch") {
      $0.node("Neg", ["late"], ["inner"])
      $0.output("inner")
    }
    let unsorted = model {
      $0.input("c", .bool, [])
      $0.node("If", ["c"], ["y"], ["then_branch": .graph(branch), "else_branch": .graph(branch)])
      $0.node("Relu", ["x"], ["late"])
      $0.output("y")
    }
    #expect(try order(unsorted) == ["late", "y"])
  }

  @Test("captured values are produced in an order that depends on the model alone")
  func capturesInOrder() throws {
    let names = (0..<20).map { "late\($0 + 10)" }
    let branch = OnnxBytes.Graph("branch") { graph in
      graph.node("Sum", names, ["inner"])
      graph.output("inner")
    }
    let unsorted = model {
      $0.input("c", .bool, [])
      $0.node("If", ["c"], ["y"], ["then_branch": .graph(branch), "else_branch": .graph(branch)])
      for name in names { $0.node("Relu", ["x"], [name]) }
      $0.output("y")
    }
    #expect(try order(unsorted) == names + ["y"])
  }

  @Test("a chain of 20,000 nodes, backwards, is sorted")
  func longChain() throws {
    let chain = model { graph in
      for index in (1...20_000).reversed() {
        graph.node("Relu", [index == 1 ? "x" : "v\(index - 1)"], ["v\(index)"])
      }
      graph.output("v20000")
    }
    let order = try order(chain)
    #expect(order.first == "v1" && order.last == "v20000")
  }

  @Test("a cycle is refused by a node on it")
  func cycle() {
    let cyclic = model {
      $0.node("Add", ["x", "b"], ["a"], name: "first")
      $0.node("Relu", ["a"], ["b"])
      $0.output("b")
    }
    #expect(
      refusal(cyclic)
        == "node `first` (Add) in m.onnx: it is part of a cycle: its inputs depend on its own output")
  }

  @Test("an input that nothing produces is refused by its name, with the nearest one as a hint")
  func dangling() throws {
    let dangling = model {
      $0.node("Relu", ["x"], ["hidden_state"])
      $0.node("Relu", ["hiden_state"], ["y"])
      $0.output("y")
    }
    #expect(
      refusal(dangling) == "value `hiden_state` in m.onnx: node `y` uses it, "
        + "but no node, initializer or graph input produces it")
    #expect {
      try Model.load(dangling.encoded)
    } throws: {
      ($0 as? ModelError)?.hint == "did you mean `hidden_state`?"
    }
  }

  @Test("a graph output that nothing produces is refused")
  func missingOutput() {
    let missing = model {
      $0.node("Relu", ["x"], ["y"])
      $0.output("z")
    }
    #expect(refusal(missing) == "value `z` in m.onnx: it is an output of the graph, but nothing produces it")
  }

  @Test("two producers of one value are refused")
  func duplicates() throws {
    let nodes = model {
      $0.node("Relu", ["x"], ["y"])
      $0.node("Relu", ["x"], ["y"], name: "second")
      $0.output("y")
    }
    #expect(
      refusal(nodes)
        == "value `y` in m.onnx: node `second` (Relu) produces it, but it has another producer")
    let input = model {
      $0.node("Relu", ["x"], ["x"])
      $0.output("x")
    }
    #expect(
      refusal(input) == "value `x` in m.onnx: node `x` (Relu) produces it, but it has another producer")
    let inputs = model {
      $0.input("x")
      $0.output("x")
    }
    #expect(refusal(inputs) == "value `x` in m.onnx: two graph inputs have this name")
    let initializers = model {
      $0.initializer("w", Tensor(scalar: Float(1)))
      $0.initializer("w", Tensor(scalar: Float(2)))
      $0.output("x")
    }
    #expect(refusal(initializers) == "value `w` in m.onnx: two initializers have this name")
  }

  @Test("omitted inputs and outputs are nobody's")
  func omitted() throws {
    let omitted = model {
      $0.node("Clip", ["x", "", "x"], ["", "a"])
      $0.node("Clip", ["x", "", "x"], ["", "b"])
      $0.output("b")
    }
    #expect(try Model.load(omitted.encoded).graph.nodes.map(\.inputs) == [["x", "", "x"], ["x", "", "x"]])
  }
}
