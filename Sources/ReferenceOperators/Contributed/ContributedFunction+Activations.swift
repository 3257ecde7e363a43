import ModelGraph

extension ContributedFunction {
  /// Forms of GELU and SiLU.
  static let activations: [ContributedFunction] = [
    ContributedFunction("Gelu") { body, _ throws(OperatorError) in
      body.give(body("Gelu", [try body.required(0)]), as: 0)
    },
    ContributedFunction("BiasGelu") { body, _ throws(OperatorError) in
      body.give(body("Gelu", [body.sum(try body.required(0), try body.required(1))]), as: 0)
    },
    ContributedFunction("FastGelu") { body, _ throws(OperatorError) in
      let x = body.sum(try body.required(0), body.input(1))
      body.give(body("Gelu", [x], ["approximate": .string(Array("tanh".utf8))]), as: 0)
    },
    // x sigmoid(alpha x)
    ContributedFunction("QuickGelu", ["alpha"]) { body, node throws(OperatorError) in
      let x = try body.required(0)
      let scaled = body("Mul", [x, body.constant(try node.float("alpha", default: 1.702))])
      body.give(body("Mul", [x, body("Sigmoid", [scaled])]), as: 0)
    },
  ]
}
