import ModelGraph
import ReferenceOperators
import Tensors
import Testing

/// A graph under construction: a value x, constants, and nodes that name what they compute.
private struct GraphDraft {
  var nodes: [Node] = []
  var constants: [String: Tensor] = [:]

  mutating func constant(_ tensor: Tensor) -> String {
    let name = "c\(constants.count)"
    constants[name] = tensor
    return name
  }

  mutating func node(_ type: String, _ inputs: [String], opset: Int = 17, _ attributes: [String: Attribute] = [:])
    -> String
  {
    let output = "v\(nodes.count)"
    nodes.append(Node(type, opsetVersion: opset, inputs: inputs, outputs: [output], attributes: attributes))
    return output
  }

  func plan(outputs: [String]) throws -> ExecutionPlan {
    try ExecutionPlan(
      Graph(
        inputs: [ValueInfo(name: "x")], outputs: outputs.map { ValueInfo(name: $0) }, initializers: constants,
        nodes: nodes), source: "test")
  }
}

/// Writes down which nodes finish, and which start together.
private struct Watch: ExecutionObserver {
  var finished: [Int] = []
  var groups: [[Int]] = []

  mutating func willEvaluate(_ group: [Int]) { groups.append(group) }
  mutating func finished(_ node: Int, outputs: [Value], after duration: Duration) { finished.append(node) }
}

extension KernelSuite {
  @Suite struct FusionTests {
    /// Runs the graph node by node and fused, on every kernel variant and on one and two threads.
    private func check(_ draft: GraphDraft, _ x: Tensor, outputs: [String], groups: [[Int]], _ note: String = "")
      throws
    {
      let plan = try draft.plan(outputs: outputs)
      let names = Dictionary(uniqueKeysWithValues: draft.constants.map { ($0.key, ValueFact(constant: $0.value)) })
      for variant in KernelVariant.available {
        #expect(variant.select())
        let expected = try plan.run(["x": x])
        let facts = names.merging(["x": ValueFact(x.dataType, x.shape.extents)]) { first, _ in first }
        let fused = plan.fused(fact: { facts[$0] })
        var bits: [String: [UInt32]] = [:]
        for threads in [1, 2] {
          var watch = Watch()
          let found = try fused.run(["x": x], in: ExecutionContext(threads: threads), observer: &watch)
          #expect(watch.groups == groups, "\(note)")
          #expect(watch.finished.sorted() == Array(draft.nodes.indices), "\(note)")
          for name in outputs {
            let (a, b) = (expected[name]?.floats ?? [], found[name]?.floats ?? [1])
            #expect(found[name]?.shape == expected[name]?.shape, "\(note)")
            let isClose = zip(a, b).allSatisfy { abs($0 - $1) <= 1e-5 + 1e-5 * abs($0) || ($0.isNaN && $1.isNaN) }
            #expect(a.count == b.count && isClose, "\(note) \(variant) \(threads) threads")
            let pattern = b.map(\.bitPattern)
            #expect(bits[name] == nil || bits[name] == pattern, "\(note) \(variant): threads change bits")
            bits[name] = pattern
          }
        }
      }
    }

    @Test("a convolution, its normalization, a residual sum and an activation are one", arguments: [1, 3])
    func residualBlock(kernel: Int) throws {
      var random = RandomValues(seed: 5)
      for (channels, side, groups) in [(5, 7, 1), (16, 9, 1), (6, 20, 2), (8, 13, 8)] {
        var draft = GraphDraft()
        let weights = draft.constant(try random.tensor([channels, channels / groups, kernel, kernel]))
        let convolution = draft.node(
          "Conv", ["x", weights, draft.constant(try random.tensor([channels]))],
          ["pads": .list([Int](repeating: kernel / 2, count: 4)), "group": .int(Int64(groups))])
        var parameters = try (0..<3).map { _ in draft.constant(try random.tensor([channels])) }
        let variance = random.floats(channels).map { $0 + 1.5 }
        parameters.append(draft.constant(try .floats(variance)))
        let normalized = draft.node("BatchNormalization", [convolution] + parameters)
        let sum = draft.node("Add", ["x", normalized])
        let output = draft.node("Relu", [sum])
        try check(
          draft, try random.tensor([2, channels, side, side]), outputs: [output], groups: [[0, 1, 2, 3]],
          "\(channels) channels, \(side), \(groups) groups")
      }
    }

    @Test("a product with its bias and GELU in five operators are one")
    func gelu() throws {
      var random = RandomValues(seed: 6)
      for (rows, depth, columns) in [(1, 8, 5), (3, 20, 40), (9, 16, 33), (50, 300, 70)] {
        var draft = GraphDraft()
        let product = draft.node("MatMul", ["x", draft.constant(try random.tensor([depth, columns]))])
        let biased = draft.node("Add", [draft.constant(try random.tensor([columns])), product])
        let scaled = draft.node("Div", [biased, draft.constant(Tensor(scalar: Float(2).squareRoot()))])
        let erf = draft.node("Add", [draft.node("Erf", [scaled]), draft.constant(Tensor(scalar: Float(1)))])
        let output = draft.node(
          "Mul", [draft.node("Mul", [biased, erf]), draft.constant(Tensor(scalar: Float(0.5)))])
        try check(
          draft, try random.tensor([2, rows, depth]), outputs: [output], groups: [[0, 1, 2, 3, 4, 5, 6]],
          "\(rows)x\(columns)x\(depth)")
      }
    }

    @Test("a general product with every form of addend goes on in one", arguments: [[7], [4, 7], [4, 1], [1]])
    func generalProduct(addend: [Int]) throws {
      var random = RandomValues(seed: 7)
      for transposesB in [false, true] {
        var draft = GraphDraft()
        let weights = draft.constant(try random.tensor(transposesB ? [7, 30] : [30, 7]))
        let product = draft.node(
          "Gemm", ["x", weights, draft.constant(try random.tensor(addend))],
          ["transB": .int(transposesB ? 1 : 0), "alpha": .float(0.5)])
        let output = draft.node("Tanh", [draft.node("Sub", [product, draft.constant(try random.tensor([7]))])])
        try check(
          draft, try random.tensor([4, 30]), outputs: [output], groups: [[0, 1, 2]], "\(addend) \(transposesB)")
      }
    }

    @Test("every operator with an element's form gives what it gives alone")
    func everyForm() throws {
      var random = RandomValues(seed: 8)
      let unary: [(String, [String: Attribute])] = [
        ("Relu", [:]), ("LeakyRelu", ["alpha": .float(0.25)]), ("Sigmoid", [:]), ("Tanh", [:]), ("Erf", [:]),
        ("Exp", [:]), ("HardSigmoid", ["alpha": .float(0.3)]), ("HardSwish", [:]), ("Sqrt", [:]),
      ]
      for count in [1, 15, 16, 63, 64, 65, 511, 700] {
        for (type, attributes) in unary {
          var draft = GraphDraft()
          let shifted = draft.node("Add", ["x", draft.constant(Tensor(scalar: Float(0.5)))])
          let output = draft.node("Mul", [shifted, draft.node(type, [shifted], attributes)])
          try check(
            draft, try random.tensor([3, count]), outputs: [output], groups: [[0, 1, 2]], "\(type) \(count)")
        }
        var draft = GraphDraft()
        let low = draft.constant(Tensor(scalar: Float(-0.5)))
        let clipped = draft.node("Clip", ["x", low])
        let legacy = draft.node("Clip", [clipped], opset: 6, ["max": .float(0.75)])
        let gelu = draft.node("Gelu", [legacy], opset: 20)
        let output = draft.node("Sum", [gelu, legacy, "x"])
        try check(draft, try random.tensor([count]), outputs: [output], groups: [[0, 1, 2, 3]], "Clip \(count)")
      }
    }

    @Test("operands stretch along every subset of the axes")
    func broadcast() throws {
      var random = RandomValues(seed: 9)
      let extents = [2, 3, 4, 5]
      for mask in 0..<16 {
        let operand = extents.indices.map { mask >> $0 & 1 == 1 ? extents[$0] : 1 }
        for type in ["Add", "Sub", "Mul"] {
          var draft = GraphDraft()
          let first = draft.node(type, ["x", draft.constant(try random.tensor(operand))])
          let output = draft.node(type, [draft.constant(try random.tensor(operand)), first])
          try check(draft, try random.tensor(extents), outputs: [output], groups: [[0, 1]], "\(type) \(operand)")
        }
      }
    }

    @Test("a value that the graph gives out, or that another operator reads, ends a group")
    func escapes() throws {
      var random = RandomValues(seed: 10)
      var draft = GraphDraft()
      let one = draft.constant(Tensor(scalar: Float(1)))
      let a = draft.node("Add", ["x", one])
      let b = draft.node("Mul", [a, one])
      let c = draft.node("Relu", [b])
      let d = draft.node("Transpose", [c])
      let e = draft.node("Add", [c, d])
      let f = draft.node("Sigmoid", [e])
      try check(
        draft, try random.tensor([4, 4]), outputs: [b, f], groups: [[0, 1], [4, 5]])
    }

    @Test("types and shapes that the kernels do not take are evaluated node by node")
    func fallback() throws {
      var draft = GraphDraft()
      let whole = draft.node("Mul", [draft.node("Add", ["x", "x"]), "x"])
      let plan = try draft.plan(outputs: [whole]).fused()
      #expect(try plan.run(["x": .ints([2, 3])])[whole]?.ints == [8, 18])
      #expect(
        try plan.run(["x": Tensor(Shape([2]), [Double(2), 3])])[whole]?.elements(as: Double.self) == [8, 18])

      draft = GraphDraft()
      let column = draft.constant(try .floats([1, 2], [2, 1]))
      let grown = draft.node("Add", [draft.node("Relu", ["x"]), column])
      #expect(
        try draft.plan(outputs: [grown]).fused().run(["x": .floats([1, -1])])[grown]?.floats == [2, 1, 3, 2])
    }

    @Test("an error inside a group names the node that has it")
    func errorInGroup() throws {
      var draft = GraphDraft()
      let three = draft.constant(try .floats([1, 2, 3]))
      let output = draft.node("Add", [draft.node("Relu", ["x"]), three])
      let plan = try draft.plan(outputs: [output])
      let x = try Tensor.floats([1, 2])
      let alone = #expect(throws: NodeError.self) { try plan.run(["x": x]) }
      let fused = #expect(throws: NodeError.self) { try plan.fused().run(["x": x]) }
      #expect(alone?.node == fused?.node)
      #expect(alone?.cause == fused?.cause)
    }

    @Test("a node that is kept stays alone")
    func kept() throws {
      var random = RandomValues(seed: 11)
      var draft = GraphDraft()
      let product = draft.node("MatMul", ["x", draft.constant(try random.tensor([4, 4]))])
      let output = draft.node("Relu", [draft.node("Sigmoid", [product])])
      var watch = Watch()
      let plan = try draft.plan(outputs: [output]).fused(keeping: { $0.operatorType == "MatMul" })
      _ = try plan.run(["x": try random.tensor([4, 4])], in: ExecutionContext(), observer: &watch)
      #expect(watch.groups == [[1, 2]])
      #expect(watch.finished == [0, 1, 2])
    }

    @Test("weights packed for one set of kernels do not mislead another")
    func variantChange() throws {
      var random = RandomValues(seed: 12)
      var draft = GraphDraft()
      let output = draft.node("MatMul", ["x", draft.constant(try random.tensor([40, 50]))])
      let x = try random.tensor([20, 40])
      let plan = try draft.plan(outputs: [output])
      var results: [[Float]] = []
      for packing in KernelVariant.available {
        #expect(packing.select())
        let fused = plan.fused(fact: { $0 == "x" ? ValueFact(.float32, [20, 40]) : nil })
        for variant in KernelVariant.available {
          #expect(variant.select())
          results.append(try fused.run(["x": x])[output]?.floats ?? [])
        }
      }
      #expect(results.allSatisfy { $0 == results[0] && !$0.isEmpty })
    }

    /// A quantised value made real again, by constants.
    private func quantised(_ value: String, _ scale: Float, _ zero: Tensor, _ draft: inout GraphDraft) -> String {
      let parameters = [draft.constant(Tensor(scalar: scale)), draft.constant(zero)]
      let integers = draft.node("QuantizeLinear", [value] + parameters)
      return draft.node("DequantizeLinear", [integers] + parameters)
    }

    @Test("quantising and making real again goes on from a product, to the same values")
    func quantisation() throws {
      var random = RandomValues(seed: 13)
      for zero in [Tensor(scalar: UInt8(120)), Tensor(scalar: Int8(-3)), Tensor(scalar: UInt8(0))] {
        var draft = GraphDraft()
        let product = draft.node("MatMul", ["x", draft.constant(try random.tensor([20, 33]))])
        let output = draft.node("Relu", [quantised(product, 0.0625, zero, &draft)])
        try check(
          draft, try random.tensor([9, 20]), outputs: [output], groups: [[0, 1, 2, 3]], "\(zero.dataType)")
      }
      var draft = GraphDraft()
      let output = quantised("x", 0.5, Tensor(scalar: UInt8(3)), &draft)
      let x = try Tensor.floats([.nan, .infinity, -.infinity, 0.25, 0.75, -0.25, 1e30, -1e30])
      try check(draft, x, outputs: [output], groups: [[0, 1]])
      let y = try draft.plan(outputs: [output]).fused().run(["x": x])[output]?.floats
      #expect(y == [-1.5, 126, -1.5, 0, 1, 0, 126, -1.5])
    }

    @Test("integers that another operator reads, and scales a channel, stay apart")
    func separateQuantisation() throws {
      var random = RandomValues(seed: 14)
      var draft = GraphDraft()
      let (scale, zero) = (draft.constant(Tensor(scalar: Float(0.5))), draft.constant(Tensor(scalar: UInt8(3))))
      let shape = draft.constant(try .ints([4, 3]))
      let integers = draft.node("QuantizeLinear", ["x", scale, zero])
      let output = draft.node(
        "DequantizeLinear", [draft.node("Reshape", [integers, shape]), scale, zero])
      try check(draft, try random.tensor([3, 4]), outputs: [output], groups: [])

      draft = GraphDraft()
      let channels = [
        draft.constant(try .floats([0.5, 0.25, 1])),
        draft.constant(try Tensor(Shape([3]), [UInt8](arrayLiteral: 1, 2, 3))),
      ]
      let several = draft.node("DequantizeLinear", [draft.node("QuantizeLinear", ["x"] + channels)] + channels)
      try check(draft, try random.tensor([2, 3]), outputs: [several], groups: [])
    }

    @Test(
      "16-bit products and chains are one, and as near to the exact values as node by node",
      arguments: [
        DataType.float16, .bfloat16,
      ])
    func halfPrecision(type: DataType) throws {
      var random = RandomValues(seed: 15)
      for (channels, groups) in [(16, 1), (8, 8)] {
        var draft = GraphDraft()
        let parameters = try [[channels, channels / groups, 3, 3], [channels]].map {
          draft.constant(try random.tensor($0).cast(to: type))
        }
        let convolution = draft.node(
          "Conv", ["x"] + parameters, ["pads": .list([1, 1, 1, 1]), "group": .int(Int64(groups))])
        let sum = draft.node("Add", [draft.node("Relu", [convolution]), "x"])
        let output = draft.node("Sigmoid", [sum])
        let plan = try draft.plan(outputs: [output])
        let x = try random.tensor([1, channels, 7, 7]).cast(to: type)
        let alone = try #require(plan.run(["x": x])[output])
        var watch = Watch()
        let fused = plan.fused(fact: { $0 == "x" ? ValueFact(type, x.shape.extents) : nil })
        let found = try #require(fused.run(["x": x], in: ExecutionContext(threads: 2), observer: &watch)[output])
        #expect(watch.groups == [[0, 1, 2, 3]] && found.dataType == type)
        let (a, b) = (alone.widened().floats, found.widened().floats)
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 0.02 })
      }
    }
  }
}
