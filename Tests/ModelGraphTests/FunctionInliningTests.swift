import ModelGraph
import Tensors
import TestSupport
import Testing

@Suite("Inlining functions")
struct FunctionInliningTests {
  /// Model with nodes that call functions of the domain `local`.
  private func model(
    _ functions: [OnnxBytes.Function], _ build: (inout OnnxBytes.Graph) -> Void
  ) -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.opsets.append(("local", 1))
    model.functions = functions
    model.graph.input("x")
    build(&model.graph)
    return model
  }

  private func describe(_ model: OnnxBytes) throws -> [String] {
    try Model.load(model.encoded).graph.nodes.map {
      "\($0.outputs.joined(separator: ",")) = \($0.operatorType)\($0.opsetVersion)(\($0.inputs.joined(separator: ",")))"
    }
  }

  /// b = Relu(a + a), under opset 13
  private var twice: OnnxBytes.Function {
    var function = OnnxBytes.Function("local", "Twice", ["a"], ["b"])
    function.opsets = [("", 13)]
    function.node("Add", ["a", "a"], ["sum"], name: "add")
    function.node("Relu", ["sum"], ["b"])
    return function
  }

  @Test("each call becomes the body, with names of its own and the function's opset")
  func calls() throws {
    let calls = model([twice]) {
      $0.node("Twice", ["x"], ["y"], name: "one", domain: "local")
      $0.node("Twice", ["y"], ["z"], domain: "local")
      $0.output("z")
    }
    #expect(
      try describe(calls) == [
        "one/sum = Add13(x,x)", "y = Relu13(one/sum)", "z/sum = Add13(y,y)", "z = Relu13(z/sum)",
      ])
    let names = try Model.load(calls.encoded).graph.nodes.map(\.name)
    #expect(names == ["one/add", "", "z/add", ""])
  }

  @Test("an inlined value never takes a name that the model has")
  func freshNames() throws {
    let clash = model([twice]) {
      $0.node("Relu", ["x"], ["one/sum"])
      $0.node("Twice", ["one/sum"], ["y"], name: "one", domain: "local")
      $0.output("y")
    }
    #expect(
      try describe(clash) == ["one/sum = Relu17(x)", "one/sum~ = Add13(one/sum,one/sum)", "y = Relu13(one/sum~)"])
  }

  @Test("functions call functions")
  func nestedCalls() throws {
    var outer = OnnxBytes.Function("local", "Outer", ["p"], ["q"])
    outer.opsets = [("local", 1)]
    outer.node("Twice", ["p"], ["m"], name: "in", domain: "local")
    outer.node("Twice", ["m"], ["q"], domain: "local")
    let calls = model([outer, twice]) {
      $0.node("Outer", ["x"], ["y"], name: "o", domain: "local")
      $0.output("y")
    }
    #expect(
      try describe(calls) == [
        "o/in/sum = Add13(x,x)", "o/m = Relu13(o/in/sum)", "y/sum = Add13(o/m,o/m)", "y = Relu13(y/sum)",
      ])
  }

  @Test("attributes are given by the call, else by the default, else absent")
  func attributes() throws {
    var function = OnnxBytes.Function("local", "F", ["a"], ["b"])
    function.attributes = ["given", "absent"]
    function.defaults = [("default", 0.25), ("overridden", 0.25)]
    function.node(
      "Op", ["a"], ["b"],
      [
        "p": .reference(to: "given", type: 1), "q": .reference(to: "absent", type: 1),
        "r": .reference(to: "default", type: 1), "s": .reference(to: "overridden", type: 1),
      ])
    let call = model([function]) {
      $0.node("F", ["x"], ["y"], ["given": 1.5, "overridden": 2.5], domain: "local")
      $0.output("y")
    }
    let attributes = try Model.load(call.encoded).graph.nodes[0].attributes
    #expect(
      attributes.map { "\($0.key) \($0.value)" }.sorted() == ["p float(1.5)", "r float(0.25)", "s float(2.5)"])
  }

  @Test("omitted inputs and unwanted outputs stay so")
  func omitted() throws {
    var function = OnnxBytes.Function("local", "F", ["a", "min", "max"], ["b", "c"])
    function.node("Clip", ["a", "min", "max"], ["b"])
    function.node("Neg", ["a"], ["c"])
    let call = model([function]) {
      $0.node("F", ["x", "", "x"], ["y"], domain: "local")
      $0.node("F", ["x"], ["", "z"], domain: "local")
      $0.output("y")
      $0.output("z")
    }
    #expect(
      try describe(call) == [
        "y = Clip17(x,,x)", "y/c = Neg17(x)", "z/b = Clip17(x,,)", "z = Neg17(x)",
      ])
  }

  @Test("an output that is an input, or an output already, is copied")
  func copies() throws {
    var function = OnnxBytes.Function("local", "F", ["a"], ["a", "b", "b"])
    function.node("Neg", ["a"], ["b"])
    let call = model([function]) {
      $0.node("F", ["x"], ["p", "q", "r"], domain: "local")
      for name in ["p", "q", "r"] { $0.output(name) }
    }
    #expect(try describe(call) == ["q = Neg17(x)", "p = Identity17(x)", "r = Identity17(q)"])
  }

  @Test("a subgraph in a function sees the function's values, whatever their order")
  func subgraphs() throws {
    let branch = OnnxBytes.Graph("branch") {
      $0.node("Neg", ["late"], ["inner"])
      $0.output("inner")
    }
    var function = OnnxBytes.Function("local", "F", ["a", "c"], ["b"])
    function.node("If", ["c"], ["b"], ["then_branch": .graph(branch), "else_branch": .graph(branch)])
    function.node("Relu", ["a"], ["late"])
    let call = model([function]) {
      $0.input("c", .bool, [])
      $0.node("F", ["x", "c"], ["y"], domain: "local")
      $0.node("F", ["y", "c"], ["z"], domain: "local")
      $0.output("z")
    }
    let graph = try Model.load(call.encoded).graph
    #expect(graph.nodes.map { $0.outputs[0] } == ["y/late", "y", "z/late", "z"])
    #expect(graph.nodes[1].capturedNames == ["y/late"] && graph.nodes[3].capturedNames == ["z/late"])
  }

  @Test("overloads are told apart")
  func overloads() throws {
    var other = OnnxBytes.Function("local", "Twice", ["a"], ["b"])
    other.overload = "fast"
    other.node("Neg", ["a"], ["b"])
    let calls = model([twice, other]) {
      $0.node("Twice", ["x"], ["y"], domain: "local", overload: "fast")
      $0.output("y")
    }
    #expect(try describe(calls) == ["y = Neg17(x)"])
  }

  @Test("functions that cannot be inlined are refused")
  func refusals() {
    var itself = OnnxBytes.Function("local", "A", ["a"], ["b"])
    itself.node("B", ["a"], ["b"], domain: "local")
    var back = OnnxBytes.Function("local", "B", ["a"], ["b"])
    back.node("A", ["a"], ["b"], domain: "local")
    func reason(_ functions: [OnnxBytes.Function], inputs: [String] = ["x"], outputs: [String] = ["y"]) -> String {
      refusal(
        model(functions) {
          $0.node(functions[0].name, inputs, outputs, domain: "local")
          $0.output("y")
        })
    }
    #expect(
      reason([itself, back])
        == "function `local:A` in m.onnx: it calls itself (local:A -> local:B -> local:A)")
    #expect(reason([twice, twice]) == "function `local:Twice` in m.onnx: it is defined twice")
    #expect(
      reason([twice], inputs: ["x", "x"])
        == "node `y` (Twice) in m.onnx: 2 inputs where the function takes 1")
    #expect(
      reason([twice], outputs: ["y", "z"])
        == "node `y` (Twice) in m.onnx: 2 outputs where the function has 1")
    var noOutput = twice
    noOutput.outputs = ["missing"]
    #expect(reason([noOutput]) == "function `local:Twice` in m.onnx: nothing produces its output `missing`")
    var undeclared = OnnxBytes.Function("local", "F", ["a"], ["b"])
    undeclared.node("Elu", ["a"], ["b"], ["alpha": .reference(to: "beta", type: 1)])
    #expect(
      reason([undeclared])
        == "node `y` (Elu) in m.onnx: it refers to the attribute `beta`, which its function does not declare")
    var noImport = twice
    noImport.opsets = [("local", 1)]
    #expect(reason([noImport]) == "node `y/add` (Add) in m.onnx: its domain ai.onnx is not imported")
  }

  @Test("an undefined function is an operator of its domain")
  func undefined() throws {
    let call = model([]) {
      $0.node("Missing", ["x"], ["y"], domain: "local")
      $0.output("y")
    }
    #expect(try describe(call) == ["y = Missing1(x)"])
  }

  @Test("functions that multiply without bound are refused")
  func bomb() {
    let functions = (0..<30).map { level in
      var function = OnnxBytes.Function("local", "F\(level)", ["a"], ["b"])
      function.opsets = [("", 17), ("local", 1)]
      let inner = level == 29 ? "Neg" : "F\(level + 1)"
      let domain = level == 29 ? "" : "local"
      function.node(inner, ["a"], ["m"], domain: domain)
      function.node(inner, ["m"], ["b"], domain: domain)
      return function
    }
    let bomb = model(functions) {
      $0.node("F0", ["x"], ["y"], domain: "local")
      $0.output("y")
    }
    #expect(refusal(bomb) == "model in m.onnx: its functions make more than 100000 nodes and calls")
  }

  @Test("functions of nothing but calls cannot multiply without bound either")
  func callBomb() {
    let functions = (0..<40).map { level in
      var function = OnnxBytes.Function("local", "F\(level)", ["a"], ["a"])
      function.opsets = [("", 17), ("local", 1)]
      if level < 39 {
        for call in 0..<2 { function.node("F\(level + 1)", ["a"], ["b\(call)"], domain: "local") }
      }
      return function
    }
    let bomb = model(functions) {
      $0.node("F0", ["x"], ["y"], domain: "local")
      $0.output("y")
    }
    #expect(refusal(bomb) == "model in m.onnx: its functions make more than 100000 nodes and calls")
  }

  @Test("a graph that is handed down through functions cannot multiply without bound either")
  func graphBomb() {
    let leaf = OnnxBytes.Graph("leaf") {
      $0.node("Neg", ["x"], ["leaf"])
      $0.output("leaf")
    }
    let functions = (0..<40).map { level in
      var function = OnnxBytes.Function("local", "F\(level)", ["c"], ["b"])
      function.attributes = ["g"]
      function.opsets = [("", 17), ("local", 1)]
      let doubled = OnnxBytes.Graph("doubled") {
        $0.node(
          "If", ["c"], ["d"],
          ["then_branch": .reference(to: "g", type: 5), "else_branch": .reference(to: "g", type: 5)])
        $0.output("d")
      }
      if level == 39 {
        function.node("If", ["c"], ["b"], ["then_branch": .graph(doubled), "else_branch": .graph(doubled)])
      } else {
        function.node("F\(level + 1)", ["c"], ["b"], ["g": .graph(doubled)], domain: "local")
      }
      return function
    }
    let bomb = model(functions) {
      $0.input("c", .bool, [])
      $0.node("F0", ["c"], ["y"], ["g": .graph(leaf)], domain: "local")
      $0.output("y")
    }
    #expect(refusal(bomb) == "model in m.onnx: its functions make more than 100000 nodes and calls")
  }

  @Test("long names do not become longer with every call")
  func longNames() throws {
    let name = String(repeating: "n", count: 100_000)
    let calls = model([twice]) {
      $0.node("Twice", ["x"], ["y"], name: name, domain: "local")
      $0.node("Twice", ["y"], ["z"], name: name, domain: "local")
      $0.output("z")
    }
    let nodes = try Model.load(calls.encoded).graph.nodes
    #expect(nodes.allSatisfy { $0.name.utf8.count < 200 && $0.outputs[0].utf8.count < 200 })
    #expect(Set(nodes.flatMap(\.outputs)).count == 4)
  }

  @Test("an attribute that a function does not declare, and inputs of one name, are refused")
  func declarations() {
    let unknown = model([twice]) {
      $0.node("Twice", ["x"], ["y"], ["beta": 1.5, "alpha": 1.5], domain: "local")
      $0.output("y")
    }
    #expect(refusal(unknown) == "node `y` (Twice) in m.onnx: its function has no attribute `alpha`")
    var sameNames = OnnxBytes.Function("local", "F", ["a", "a"], ["b"])
    sameNames.node("Add", ["a", "a"], ["b"])
    let call = model([sameNames]) {
      $0.node("F", ["x", "x"], ["y"], domain: "local")
      $0.output("y")
    }
    #expect(refusal(call) == "function `local:F` in m.onnx: two of its inputs share a name")
  }

  /// A call of F0, which calls F1, and so on; the last body is said.
  private func chain(_ count: Int, endingWith end: (inout OnnxBytes.Function) -> Void) -> OnnxBytes {
    let functions = (0..<count).map { level in
      var function = OnnxBytes.Function("local", "F\(level)", ["a"], ["b"])
      function.opsets = [("", 17), ("local", 1)]
      if level < count - 1 {
        function.node("F\(level + 1)", ["a"], ["b"], domain: "local")
      } else {
        end(&function)
      }
      return function
    }
    return model(functions) {
      $0.node("F0", ["x"], ["y"], domain: "local")
      $0.output("y")
    }
  }

  @Test("functions nested 99 deep load, 100 deep are refused, a graph in the last one included")
  func depth() throws {
    #expect(try describe(chain(99) { $0.node("Neg", ["a"], ["b"]) }) == ["y = Neg17(x)"])
    #expect(
      refusal(chain(100) { $0.node("Neg", ["a"], ["b"]) })
        == "function `local:F99` in m.onnx: graphs and functions nested more than 100 deep")
    let leaf = OnnxBytes.Graph("leaf") {
      $0.node("Neg", ["a"], ["n"])
      $0.output("n")
    }
    let graphs = chain(99) {
      let middle = OnnxBytes.Graph("middle") {
        $0.node("If", ["a"], ["m"], ["then_branch": .graph(leaf), "else_branch": .graph(leaf)])
        $0.output("m")
      }
      $0.node("If", ["a"], ["b"], ["then_branch": .graph(middle), "else_branch": .graph(middle)])
    }
    #expect(
      refusal(graphs) == "value `leaf` in m.onnx: graphs and functions nested more than 100 deep")
  }
}
