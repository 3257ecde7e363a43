import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("onnxruntime's operators that are functions of ONNX's")
struct ContributedFunctionTests {
  /// The expanded graph's output for one node.
  private func run(
    _ type: String, _ inputs: [Tensor?], _ attributes: [String: Attribute] = [:], output: Int = 0
  ) throws -> [Float] {
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    let outputs = (0...output).map { $0 == output ? "y" : "" }
    let node = Node(
      type, name: "call", domain: "com.microsoft", opsetVersion: 1, inputs: names, outputs: outputs,
      attributes: attributes)
    let graph = Graph(
      inputs: names.filter { !$0.isEmpty }.map { ValueInfo(name: $0) }, outputs: [ValueInfo(name: "y")],
      nodes: [node])
    var feeds: [String: Tensor] = [:]
    for (name, tensor) in zip(names, inputs) { feeds[name] = tensor }
    feeds[""] = nil
    let plan = try ExecutionPlan(graph.expandingContributedFunctions(source: "test"), source: "test")
    return try #require(plan.run(feeds)["y"]).floats
  }

  private func close(_ found: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test("a fused convolution is a convolution of the node's name, a residual and an activation")
  func fusedConvolution() throws {
    let x = try Tensor.floats([1, -2, 3, -4], [1, 1, 4])
    let w = try Tensor.floats([2], [1, 1, 1])
    let residual = try Tensor.floats([0, 5, 0, 0], [1, 1, 4])
    #expect(try run("FusedConv", [x, w, nil, residual], ["activation": .text("Relu")]) == [2, 1, 6, 0])
    let clip: [String: Attribute] = ["activation": .text("Clip"), "activation_params": .floats([-3, 3])]
    #expect(try run("FusedConv", [x, w], clip) == [2, -3, 3, -3])
    #expect(throws: NodeError.self) { try run("FusedConv", [x, w], ["activation": .text("Cos")]) }
    #expect(throws: NodeError.self) { try run("FusedConv", [x, w], ["activation": .text("Clip")]) }
    let node = Node(
      "FusedConv", name: "c", domain: "com.microsoft", opsetVersion: 1, inputs: ["x", "w"], outputs: ["y"])
    let graph = Graph(inputs: [ValueInfo(name: "x")], outputs: [ValueInfo(name: "y")], nodes: [node])
    let expanded = try graph.expandingContributedFunctions(source: "test")
    #expect(expanded.nodes.first?.name == "c" && expanded.nodes.first?.operatorType == "Conv")
  }

  @Test("products of quantised matrices give floats; a bias follows")
  func quantisedProducts() throws {
    let a = try Tensor(Shape([1, 2]), [UInt8](arrayLiteral: 3, 5))
    let b = try Tensor(Shape([2, 2]), [Int8](arrayLiteral: 1, 2, -1, 4))
    let inputs = try [
      a, b, Tensor(scalar: Float(0.5)), Tensor(scalar: Float(2)), Tensor(scalar: UInt8(1)), nil,
      .floats([10, 20]),
    ]
    #expect(try run("MatMulIntegerToFloat", inputs) == [10 + (2 - 4), 20 + (4 + 16)])
    let real = try Tensor.floats([0, 255], [1, 2])
    let dynamic = try run("DynamicQuantizeMatMul", [real, b, Tensor(scalar: Float(0.5))])
    #expect(close(dynamic, [-127.5, 510], 1e-3))
  }

  @Test("weights of four bits: low ones first, blocks along the depth, zero points of 8 where there are none")
  func bitPackedWeights() throws {
    // One column of 16 codes 0, 1, 2... in one block.
    let packed = try Tensor(Shape([1, 1, 8]), (0..<8).map { UInt8(2 * $0) | UInt8(2 * $0 + 1) << 4 } as [UInt8])
    let attributes: [String: Attribute] = ["K": .int(16), "N": .int(1), "bits": .int(4), "block_size": .int(16)]
    for row in 0..<16 {
      var unit = [Float](repeating: 0, count: 16)
      unit[row] = 1
      let x = try Tensor.floats(unit, [1, 16])
      let scale = try Tensor.floats([0.5], [1, 1])
      #expect(try run("MatMulNBits", [x, packed, scale], attributes) == [Float(row - 8) / 2])
      let zero = try Tensor(Shape([1]), [UInt8(3)])
      #expect(try run("MatMulNBits", [x, packed, scale, zero], attributes) == [Float(row - 3) / 2])
    }
    let x = try Tensor.counting([1, 16])
    for fault in [["K": Attribute.int(0)], ["block_size": .int(15)], ["bits": .int(3)], ["K": .int(40)]] {
      #expect(throws: (any Error).self) {
        try run("MatMulNBits", [x, packed, .floats([0.5], [1, 1])], attributes.merging(fault) { $1 })
      }
    }
  }

  @Test("normalizations of sums, GELUs and attention equal what they stand for")
  func transformers() throws {
    var random = RandomValues(seed: 3)
    let (x, skip, gamma) = try (random.tensor([1, 3, 4]), random.tensor([1, 3, 4]), random.tensor([4]))
    let sum = try evaluate("Add", [x, skip])[0]
    let normalized = try evaluate("LayerNormalization", [sum, gamma], ["epsilon": .float(1e-12)])[0].floats
    #expect(try close(run("SkipLayerNormalization", [x, skip, gamma]), normalized))
    #expect(try run("SkipLayerNormalization", [x, skip, gamma], output: 3) == sum.floats)
    #expect(throws: NodeError.self) { try run("SkipLayerNormalization", [x, skip, gamma], output: 1) }
    #expect(try close(run("BiasGelu", [x, gamma]), evaluate("Gelu", [evaluate("Add", [x, gamma])[0]])[0].floats))
    let weights = try random.tensor([4, 12])
    let parts = try evaluate(
      "Split", [evaluate("MatMul", [x, weights])[0]], outputs: 3, ["axis": .int(2), "num_outputs": .int(3)])
    let heads: [String: Attribute] = ["q_num_heads": .int(2), "kv_num_heads": .int(2)]
    let expected = try evaluate("Attention", parts, opset: 23, heads)[0].floats
    #expect(try close(run("Attention", [x, weights, nil], ["num_heads": .int(2)]), expected))
    let mask = try Tensor(Shape([1, 3]), [Int32(1), 1, 1])
    #expect(try close(run("Attention", [x, weights, nil, mask], ["num_heads": .int(2)]), expected))
    #expect(throws: NodeError.self) { try run("Attention", [x, weights, nil, nil, x], ["num_heads": .int(2)]) }
    #expect(throws: NodeError.self) { try run("Gelu", [x], ["alpha": .float(1)]) }
  }

  @Test("a fused matrix product transposes the last two axes and scales")
  func fusedMatrixProduct() throws {
    let (a, b) = try (Tensor.counting([2, 3, 2]), Tensor.counting([3, 4]))
    let product = try evaluate(
      "FusedMatMul", [a, b], opset: 1, domain: "com.microsoft", ["transA": .int(1), "alpha": .float(2)])[0]
    let plain = try evaluate("MatMul", [evaluate("Transpose", [a], ["perm": .list([0, 2, 1])])[0], b])[0]
    #expect(product.floats == plain.floats.map { 2 * $0 } && product.shape == plain.shape)
  }

  @Test("Gelu, FastGelu and QuickGelu are the forms of GELU that their names say, the second of a sum")
  func gelus() throws {
    let x = try Tensor.floats([-3, -0.5, 0, 1, 2.5])
    let bias = try Tensor.floats([0.25])
    #expect(try run("Gelu", [x]) == evaluate("Gelu", [x])[0].floats)
    let tanh: [String: Attribute] = ["approximate": .text("tanh")]
    #expect(try run("FastGelu", [x]) == evaluate("Gelu", [x], tanh)[0].floats)
    #expect(try run("FastGelu", [x, bias]) == evaluate("Gelu", [evaluate("Add", [x, bias])[0]], tanh)[0].floats)
    // x / (1 + e^(-alpha x)), alpha 1.702 where none is given.
    #expect(close(try run("QuickGelu", [.floats([1, -1])]), [0.845796, -0.154204]))
    #expect(close(try run("QuickGelu", [.floats([2])], ["alpha": .float(0)]), [1]))
  }

  @Test("SkipSimplifiedLayerNormalization divides a sum by its root mean square and hands out the sum")
  func rootMeanSquare() throws {
    let (x, skip) = try (Tensor.floats([1, 2, 3, 4], [1, 1, 4]), Tensor.floats([0, 1, 0, 3], [1, 1, 4]))
    let (gamma, bias) = try (Tensor.floats([1, 1, 2, 1]), Tensor.floats([0, 0, 2, 0]))
    // The sum is 1, 3, 5, 7: mean square 21.
    let root = Float(21).squareRoot()
    let y = try run("SkipSimplifiedLayerNormalization", [x, skip, gamma, bias])
    #expect(close(y, ([1, 3, 10, 7] as [Float]).map { $0 / root }))
    #expect(try run("SkipSimplifiedLayerNormalization", [x, skip, gamma, bias], output: 3) == [1, 3, 5, 7])
    let whole = try run("SkipSimplifiedLayerNormalization", [x, skip, gamma, bias], ["epsilon": .float(60)])
    #expect(close(whole, ([1, 3, 10, 7] as [Float]).map { $0 / 9 }))
  }

  @Test(
    "EmbedLayerNormalization adds embeddings of words, positions and segments, and counts what the mask leaves")
  func embeddings() throws {
    let ids = try Tensor(Shape([1, 2]), [Int32](arrayLiteral: 2, 0))
    let segments = try Tensor(Shape([1, 2]), [Int32](arrayLiteral: 1, 0))
    let words = try Tensor.floats([1, 2, 3, 4, 5, 6], [3, 2])
    let positions = try Tensor.floats([10, 20, 30, 40], [2, 2])
    let kinds = try Tensor.floats([0, 0, 0.5, -0.5], [2, 2])
    let (gamma, beta) = try (Tensor.floats([1, 1]), Tensor.floats([0, 1]))
    let inputs = [ids, segments, words, positions, kinds, gamma, beta]
    // Words 2 and 0, positions 0 and 1, segments 1 and 0.
    #expect(try run("EmbedLayerNormalization", inputs, output: 2) == [15.5, 25.5, 31, 42])
    // Two features: each row becomes -1 and 1, times gamma, plus beta.
    #expect(close(try run("EmbedLayerNormalization", inputs), [-1, 2, -1, 2]))
    let plain = [ids, nil, words, positions, nil, gamma, beta]
    #expect(try run("EmbedLayerNormalization", plain, output: 2) == [15, 26, 31, 42])
    let turned = try Tensor(Shape([1, 2]), [Int32](arrayLiteral: 1, 0))
    #expect(try run("EmbedLayerNormalization", plain + [nil, turned], output: 2) == [35, 46, 11, 22])
    let mask = try Tensor(Shape([1, 2]), [Int32](arrayLiteral: 1, 0))
    #expect(try counts(inputs + [mask]) == [1])
    #expect(try counts(inputs) == [0])
  }

  /// The second output of EmbedLayerNormalization.
  private func counts(_ inputs: [Tensor?]) throws -> [Float] {
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    let nodes = [
      Node(
        "EmbedLayerNormalization", domain: "com.microsoft", opsetVersion: 1, inputs: names, outputs: ["a", "b"]),
      Node("Cast", opsetVersion: 13, inputs: ["b"], outputs: ["y"], attributes: ["to": .int(1)]),
    ]
    let graph = Graph(
      inputs: names.filter { !$0.isEmpty }.map { ValueInfo(name: $0) }, outputs: [ValueInfo(name: "y")],
      nodes: nodes)
    var feeds: [String: Tensor] = [:]
    for (name, tensor) in zip(names, inputs) where tensor != nil { feeds[name] = tensor }
    let plan = try ExecutionPlan(graph.expandingContributedFunctions(source: "test"), source: "test")
    return try #require(plan.run(feeds)["y"]).floats
  }

  @Test("FusedGemm applies its activation, with its own parameters, to the product and the addend")
  func fusedGemm() throws {
    let (a, b) = try (Tensor.floats([1, 2], [1, 2]), Tensor.floats([1, 0, 0, -1], [2, 2]))
    let c = try Tensor.floats([1, 1], [1, 2])
    func gemm(_ activation: String, _ attributes: [String: Attribute] = [:]) throws -> [Float] {
      try run("FusedGemm", [a, b, c], attributes.merging(["activation": .text(activation)]) { $1 })
    }
    #expect(try run("FusedGemm", [a, b, c]) == [2, -1])
    #expect(try gemm("Relu") == [2, 0])
    #expect(try gemm("Relu", ["alpha": .float(3), "beta": .float(0)]) == [3, 0])
    #expect(try gemm("LeakyRelu", ["activation_alpha": .float(0.5)]) == [2, -0.5])
    let steps: [String: Attribute] = ["activation_alpha": .float(0.25), "activation_beta": .float(0.5)]
    #expect(try gemm("HardSigmoid", steps) == [1, 0.25])
    let error = #expect(throws: NodeError.self) { try gemm("HardSigmoid") }
    #expect(
      error?.cause
        == .attribute("activation_params", found: "0 numbers", expected: "2 for HardSigmoid"))
  }

  @Test("operators between quantised values work on the reals that these stand for")
  func betweenQuantized() throws {
    let half = Tensor(scalar: Float(0.5))
    let zero = Tensor(scalar: UInt8(2))
    func bytes(_ type: String, _ inputs: [Tensor?], _ attributes: [String: Attribute]) throws -> [Float] {
      let dequantize = Node(
        type, domain: "com.microsoft", opsetVersion: 1, inputs: inputs.indices.map { "x\($0)" }, outputs: ["q"],
        attributes: attributes)
      let cast = Node("Cast", opsetVersion: 13, inputs: ["q"], outputs: ["y"], attributes: ["to": .int(1)])
      let graph = Graph(
        inputs: inputs.indices.map { ValueInfo(name: "x\($0)") }, outputs: [ValueInfo(name: "y")],
        nodes: [dequantize, cast])
      let feeds = Dictionary(uniqueKeysWithValues: inputs.enumerated().map { ("x\($0)", $1) }).compactMapValues {
        $0
      }
      let plan = try ExecutionPlan(graph.expandingContributedFunctions(source: "test"), source: "test")
      return try #require(plan.run(feeds)["y"]).floats
    }
    let x = try Tensor(Shape([1, 1, 4]), [UInt8](arrayLiteral: 2, 4, 6, 8))
    // Reals 0, 1, 2, 3.
    let pooled = try bytes(
      "QLinearAveragePool", [x, half, zero, Tensor(scalar: Float(0.25)), Tensor(scalar: UInt8(10))],
      ["kernel_shape": .list([2]), "strides": .list([2])])
    #expect(pooled == [10 + 2, 10 + 10])
    let signed = try Tensor(Shape([2, 1]), [UInt8](arrayLiteral: 3, 0))
    let same = try Tensor(Shape([2, 1]), [UInt8](arrayLiteral: 10, 1))
    // Reals 0.5, -1 and 2, -0.25, in steps of 0.25 from 128.
    let joined = try bytes(
      "QLinearConcat",
      [
        Tensor(scalar: Float(0.25)), Tensor(scalar: UInt8(128)), signed, half, zero, same,
        Tensor(scalar: Float(0.25)), zero,
      ], ["axis": .int(1)])
    #expect(joined == [130, 136, 124, 127])
    let softmax = try bytes(
      "QLinearSoftmax",
      [x, Tensor(scalar: Float(0)), zero, Tensor(scalar: Float(1) / 256), Tensor(scalar: UInt8(0))],
      ["axis": .int(2), "opset": .int(13)])
    #expect(softmax == [64, 64, 64, 64])
    // Until opset 12 the axis, 1 where none is given, begins the row: one of four elements; then it is the row.
    let pairs = try Tensor(Shape([1, 2, 2]), [UInt8](repeating: 0, count: 4))
    let steps = [pairs, half, zero, Tensor(scalar: Float(1) / 256), Tensor(scalar: UInt8(0))]
    #expect(try bytes("QLinearSoftmax", steps, ["opset": .int(12)]) == [64, 64, 64, 64])
    #expect(try bytes("QLinearSoftmax", steps, ["opset": .int(13)]) == [128, 128, 128, 128])
    let error = #expect(throws: NodeError.self) {
      try bytes("QLinearAveragePool", [x, half, zero, half, zero], ["channels_last": .int(1)])
    }
    #expect(error?.cause == .unsupported("channels_last"))
    #expect(
      try run("DequantizeLinear", [x, half, zero]) == [0, 1, 2, 3], "ONNX's own operators under another domain")
  }

  @Test("MultiHeadAttention is attention of projected queries, keys and values, with numbers added to the scores")
  func multiHeadAttention() throws {
    var random = RandomValues(seed: 5)
    let parts = try (0..<3).map { _ in try random.tensor([1, 3, 4]) }
    let heads: [String: Attribute] = ["num_heads": .int(2)]
    let own: [String: Attribute] = ["q_num_heads": .int(2), "kv_num_heads": .int(2)]
    func expected(_ inputs: [Tensor?], _ attributes: [String: Attribute] = [:]) throws -> [Float] {
      try evaluate("Attention", inputs, opset: 23, own.merging(attributes) { $1 })[0].floats
    }
    #expect(try close(run("MultiHeadAttention", parts, heads), expected(parts)))
    let added = try random.tensor([1, 2, 3, 3])
    #expect(try close(run("MultiHeadAttention", parts + [nil, nil, added], heads), expected(parts + [added])))
    let causal = heads.merging(["unidirectional": .int(1), "scale": .float(0.25)]) { $1 }
    #expect(
      try close(
        run("MultiHeadAttention", parts, causal), expected(parts, ["is_causal": .int(1), "scale": .float(0.25)])))
    let bias = try Tensor.floats([Float](repeating: 0, count: 12))
    let error = #expect(throws: NodeError.self) { try run("MultiHeadAttention", parts + [bias], heads) }
    #expect(error?.cause == .unsupported("MultiHeadAttention with a bias, a padding mask or a cache"))
  }

  @Test("Attention divides its projections by the sizes that it is given")
  func unequalProjections() throws {
    var random = RandomValues(seed: 7)
    let (x, weights) = try (random.tensor([1, 3, 4]), random.tensor([4, 10]))
    let projected = try evaluate("MatMul", [x, weights])
    let parts = try evaluate("Split", [projected[0], .ints([4, 4, 2])], outputs: 3, ["axis": .int(2)])
    let expected = try evaluate("Attention", parts, opset: 23, ["q_num_heads": .int(2), "kv_num_heads": .int(2)])
    let sizes: [String: Attribute] = ["num_heads": .int(2), "qkv_hidden_sizes": .list([4, 4, 2])]
    #expect(try close(run("Attention", [x, weights], sizes), expected[0].floats))
    let two = sizes.merging(["qkv_hidden_sizes": .list([4, 4])]) { $1 }
    let error = #expect(throws: NodeError.self) { try run("Attention", [x, weights], two) }
    #expect(error?.cause == .attribute("qkv_hidden_sizes", found: "2 sizes", expected: "3 sizes"))
  }

  @Test("functions are expanded in every graph of an attribute")
  func subgraphs() throws {
    let gelu = Node("Gelu", domain: "com.microsoft", opsetVersion: 1, inputs: ["x"], outputs: ["g"])
    let body = Graph(outputs: [ValueInfo(name: "g")], nodes: [gelu])
    let nodes = [
      Node("If", opsetVersion: 17, inputs: ["c"], outputs: ["y"], attributes: ["then_branch": .graph(body)]),
      Node(
        "Cases", domain: "local", opsetVersion: 1, inputs: ["x"], outputs: ["z"],
        attributes: ["cases": .graphs([body, body])]),
    ]
    let expanded = try Graph(nodes: nodes).expandingContributedFunctions(source: "test")
    let graphs: [Graph] = expanded.nodes.flatMap { $0.subgraphs }
    #expect(graphs.count == 3)
    for graph in graphs {
      let bodies = graph.nodes.map { $0.domain + $0.operatorType }
      #expect(bodies == ["Gelu", "Identity"])
    }
  }
}
