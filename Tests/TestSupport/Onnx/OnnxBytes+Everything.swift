import Tensors

extension OnnxBytes {
  /// A model that loads, with every kind of payload, attribute, type and nesting: what to damage.
  package static var withEverything: OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.opsets.append(("local", 1))
    model.metadata = [("key", "value")]
    model.graph.input("x", .float32, ["batch", 3, .unknown])
    model.graph.input("cond", .bool, [])
    for type in DataType.allCases where type != .string {
      let ones = Tensor(type, .scalar) { $0.initializeMemory(as: UInt8.self, repeating: 1) }
      model.graph.initializer("w_\(type.name)", ones)
    }
    model.graph.initializer {
      $0.varint(1, 3)
      $0.varint(2, 7)
      $0.string(8, "packed")
      $0.packedVarints(7, [1, -1, 300])
    }
    model.graph.initializer {
      $0.varint(1, 2)
      $0.varint(2, 1)
      $0.string(8, "single")
      $0.fixed32(4, 1)
      $0.fixed32(4, 2)
    }
    model.graph.node(
      "If", ["cond"], ["y"],
      [
        "then_branch": .graph(branch), "else_branch": .graph(branch), "ints": [1, -2], "f": 0.5,
        "s": "text",
      ])
    model.functions = [function]
    model.graph.node("F", ["y"], ["z"], domain: "local")
    model.graph.output("z")
    return model
  }

  private static var branch: Graph {
    Graph("branch") {
      $0.node("Constant", [], ["c"], ["value": .tensor(Tensor(scalar: Int64(5)))])
      $0.node("Add", ["c", "x"], ["d"])
      $0.output("d")
    }
  }

  private static var function: Function {
    var function = Function("local", "F", ["a"], ["b"])
    function.defaults = [("alpha", 1.0)]
    function.node("Elu", ["a"], ["b"], ["alpha": .reference(to: "alpha", type: 1)])
    return function
  }
}

extension [UInt8] {
  /// Changes, removes or inserts one byte, or flips one bit, somewhere.
  package mutating func mutate(using random: inout SplitMix64) {
    guard !isEmpty else { return }
    let index = Int.random(in: indices, using: &random)
    let byte = UInt8.random(in: .min ... .max, using: &random)
    switch UInt8.random(in: 0...3, using: &random) {
    case 0: self[index] = byte
    case 1: remove(at: index)
    case 2: insert(byte, at: index)
    default: self[index] ^= 1 << (byte % 8)
    }
  }
}
