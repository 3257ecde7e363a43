import ModelGraph
import Tensors
import TestSupport
import Testing

@Suite("Subgraphs")
struct SubgraphTests {
  private func branch(_ output: String, from input: String = "x") -> OnnxBytes.Graph {
    OnnxBytes.Graph("branch_\(output)") {
      $0.node("Neg", [input], [output])
      $0.output(output)
    }
  }

  private func conditional(_ then: OnnxBytes.Graph, _ otherwise: OnnxBytes.Graph) -> OnnxBytes {
    var model = OnnxBytes()
    model.graph.input("x")
    model.graph.input("c", .bool, [])
    model.graph.node("If", ["c"], ["y"], ["then_branch": .graph(then), "else_branch": .graph(otherwise)])
    model.graph.output("y")
    return model
  }

  @Test("both branches may use the same names, and capture outer values")
  func branches() throws {
    let graph = try Model.load(conditional(branch("t"), branch("t")).encoded).graph
    #expect(graph.nodes[0].capturedNames == ["x"])
  }

  @Test("a branch may hand out an outer value")
  func outerOutput() throws {
    let pass = OnnxBytes.Graph("pass") { $0.output("x") }
    #expect(try Model.load(conditional(pass, branch("t")).encoded).graph.nodes[0].capturedNames == ["x"])
  }

  @Test("a name that no graph around has is refused")
  func dangling() {
    #expect(
      refusal(conditional(branch("t"), branch("e", from: "nowhere")))
        == "value `nowhere` in m.onnx: node `y` uses it, but no node, initializer or graph input produces it")
  }

  @Test("a subgraph's value that hides an outer one is refused")
  func shadowing() {
    #expect(
      refusal(conditional(branch("t"), branch("c")))
        == "value `c` in m.onnx: the subgraph `branch_c` produces it, but an enclosing graph has it already")
  }

  @Test("branches with inputs, or with another number of outputs than the node, are refused")
  func arity() {
    var withInput = branch("t")
    withInput.input("i")
    #expect(
      refusal(conditional(withInput, branch("e")))
        == "node `y` (If) in m.onnx: its then_branch has 1 inputs where 0 are needed")
    var twoOutputs = branch("e")
    twoOutputs.output("e")
    #expect(
      refusal(conditional(branch("t"), twoOutputs))
        == "node `y` (If) in m.onnx: its else_branch has 2 outputs where 1 are needed")
  }

  @Test("a loop's body has the iteration, the condition and the carried values")
  func loops() throws {
    func loop(bodyInputs: Int) -> OnnxBytes {
      let body = OnnxBytes.Graph("body") { graph in
        for index in 0..<bodyInputs { graph.input("in\(index)") }
        graph.node("Identity", ["in1"], ["cond_out"])
        graph.node("Relu", ["in0"], ["carried"])
        graph.output("cond_out")
        graph.output("carried")
      }
      var model = OnnxBytes()
      model.graph.input("m", .int64, [])
      model.graph.input("x")
      model.graph.node("Loop", ["m", "", "x"], ["y"], ["body": .graph(body)])
      model.graph.output("y")
      return model
    }
    #expect(try Model.load(loop(bodyInputs: 3).encoded).graph.nodes.count == 1)
    #expect(
      refusal(loop(bodyInputs: 2))
        == "node `y` (Loop) in m.onnx: its body has 2 inputs where 3 are needed")
  }

  private func nested(_ levels: Int) -> OnnxBytes {
    var inner = branch("v0")
    for level in 1..<max(levels, 1) {
      let held = inner
      inner = OnnxBytes.Graph("level\(level)") {
        $0.node("If", ["c"], ["v\(level)"], ["then_branch": .graph(held), "else_branch": .graph(branch("e"))])
        $0.output("v\(level)")
      }
    }
    return conditional(inner, branch("e"))
  }

  @Test("graphs nested 99 deep load, 200 deep are refused")
  func depth() throws {
    #expect(try Model.load(nested(99).encoded).graph.nodes.count == 1)
    #expect(refusal(nested(200)).contains("messages nested more than 302 deep"))
  }

  @Test("graphs in a list are ordered and captured from like single ones")
  func lists() throws {
    let unordered = OnnxBytes.Graph("case") {
      $0.node("Relu", ["n"], ["r"])
      $0.node("Neg", ["late"], ["n"])
      $0.output("r")
    }
    var model = OnnxBytes()
    model.opsets.append(("local", 1))
    model.graph.input("x")
    model.graph.node("Cases", ["x"], ["y"], ["cases": .graphs([unordered, branch("t")])], domain: "local")
    model.graph.node("Neg", ["x"], ["late"])
    model.graph.output("y")
    let graph = try Model.load(model.encoded).graph
    #expect(graph.nodes.map(\.operatorType) == ["Neg", "Cases"])
    #expect(Set(graph.nodes[1].capturedNames) == ["late", "x"])
    guard case .graphs(let cases)? = graph.nodes[1].attributes["cases"] else {
      Issue.record("\(graph.nodes[1].attributes)")
      return
    }
    #expect(cases.map { $0.nodes.map(\.operatorType) } == [["Neg", "Relu"], ["Neg"]])
  }

  @Test("until opset 8 a scan has the sequences' lengths before what its body takes")
  func scans() throws {
    func scan(opset: Int64, inputs: [String]) -> OnnxBytes {
      let body = OnnxBytes.Graph("body") {
        $0.input("s")
        $0.node("Neg", ["s"], ["t"])
        $0.output("t")
      }
      var model = OnnxBytes(opset: opset)
      model.graph.input("x")
      model.graph.node("Scan", inputs, ["y"], ["body": .graph(body), "num_scan_inputs": 1])
      model.graph.output("y")
      return model
    }
    #expect(try Model.load(scan(opset: 8, inputs: ["", "x"]).encoded).graph.nodes.count == 1)
    #expect(try Model.load(scan(opset: 9, inputs: ["x"]).encoded).graph.nodes.count == 1)
    #expect(
      refusal(scan(opset: 8, inputs: ["x"]))
        == "node `y` (Scan) in m.onnx: its body has 1 inputs where 0 are needed")
    #expect(
      refusal(scan(opset: 9, inputs: ["x", "x"]))
        == "node `y` (Scan) in m.onnx: its body has 1 inputs where 2 are needed")
  }
}
