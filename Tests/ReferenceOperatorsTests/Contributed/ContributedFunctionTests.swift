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
}
