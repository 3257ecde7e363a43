import ModelGraph
import Tensors

extension ContributedFunction {
  /// Products that go on with an activation, and those of weights that are stored in few bits.
  static let products: [ContributedFunction] = [
    // X, W, optional bias and residual Z: activation(Conv + Z).
    ContributedFunction(
      "FusedConv",
      [
        "activation", "activation_params", "auto_pad", "dilations", "group", "kernel_shape", "pads", "strides",
      ]
    ) { body, node throws(OperatorError) in
      let activation = try node.string("activation", default: "")
      let parameters = try node.floats("activation_params") ?? []
      let attributes = node.node.attributes.filter { !["activation", "activation_params"].contains($0.key) }
      let inputs = [try body.required(0), try body.required(1), body.input(2)]
      let product = body("Conv", inputs, attributes, isMain: true)
      let sum = body.sum(product, body.input(3))
      body.give(try body.activated(sum, activation, parameters), as: 0)
    },
    // A, B, optional C: activation(Gemm).
    ContributedFunction(
      "FusedGemm",
      [
        "activation", "activation_alpha", "activation_beta", "activation_gamma", "alpha", "beta", "transA",
        "transB",
      ]
    ) { body, node throws(OperatorError) in
      let activation = try node.string("activation", default: "")
      let parameters = [try node.float("activation_alpha"), try node.float("activation_beta")].compactMap { $0 }
      let attributes = node.node.attributes.filter { !$0.key.hasPrefix("activation") }
      let inputs = [try body.required(0), try body.required(1), body.input(2)]
      let product = body("Gemm", inputs, attributes, isMain: true)
      body.give(try body.activated(product, activation, parameters), as: 0)
    },
    // A [..., K], B [N, blocks, bytes of a block], scales, optional zero points, group indices and bias: A W' + bias.
    ContributedFunction(
      "MatMulNBits", ["K", "N", "accuracy_level", "bits", "block_size"]
    ) { body, node throws(OperatorError) in
      if node.hasInput(4) { throw .unsupported("a group index for each of MatMulNBits' columns") }
      var attributes = node.node.attributes
      attributes["accuracy_level"] = nil
      let weights = body(
        "DequantizeNBits", [try body.required(1), try body.required(2), body.input(3)], attributes,
        domain: "com.microsoft")
      let product = body("MatMul", [try body.required(0), weights], isMain: true)
      body.give(body.sum(product, body.input(5)), as: 0)
    },
  ]
}

extension FunctionBody {
  /// A value under the activation of a fused product, by name; `""` is none.
  fileprivate mutating func activated(
    _ value: String, _ name: String, _ parameters: [Float]
  ) throws(OperatorError) -> String {
    let wanted = ["LeakyRelu": 1, "Clip": 2, "HardSigmoid": 2][name] ?? 0
    guard parameters.count >= wanted else {
      throw .attribute(
        "activation_params", found: "\(parameters.count) numbers", expected: "\(wanted) for \(name)")
    }
    switch name {
    case "": return value
    case "Relu", "Tanh", "Sigmoid", "HardSwish": return self(name, [value])
    case "LeakyRelu": return self(name, [value], ["alpha": .float(parameters[0])])
    case "HardSigmoid":
      return self(name, [value], ["alpha": .float(parameters[0]), "beta": .float(parameters[1])])
    case "Clip":
      let (low, high) = (constant(parameters[0]), constant(parameters[1]))
      return self(name, [value, low, high])
    default:
      throw .attribute(
        "activation", found: name, expected: "Relu, Tanh, Sigmoid, HardSwish, LeakyRelu, HardSigmoid or Clip")
    }
  }
}
