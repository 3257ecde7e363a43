import ModelGraph

extension ContributedFunction {
  /// Products of quantised values that give floats, and operators between DequantizeLinear and QuantizeLinear.
  static let quantized: [ContributedFunction] =
    [
      // A, B, its scale, optional zero point and bias: A is quantised by its own range.
      ContributedFunction("DynamicQuantizeMatMul") { body, _ throws(OperatorError) in
        let (values, scale, zero) = ("\(try body.required(0))/\(body.nodes.count)/quantized", "/scale", "/zero")
        body.add("DynamicQuantizeLinear", [try body.required(0)], [values, values + scale, values + zero])
        body.giveScaledProduct(
          values, try body.required(1), values + zero, body.input(3), [values + scale, try body.required(2)],
          bias: body.input(4))
      },
      // A, B, their scales, optional zero points and bias.
      ContributedFunction("MatMulIntegerToFloat") { body, _ throws(OperatorError) in
        body.giveScaledProduct(
          try body.required(0), try body.required(1), body.input(4), body.input(5),
          [try body.required(2), try body.required(3)], bias: body.input(6))
      },
      // The output's scale and zero point, then each operand with its own.
      ContributedFunction("QLinearConcat", ["axis"]) { body, node throws(OperatorError) in
        let axis = try node.required("axis", node.int("axis"))
        var parts: [String] = []
        for index in stride(from: 2, to: node.node.inputs.count, by: 3) {
          parts.append(try body.dequantized(index))
        }
        let whole = body("Concat", parts, ["axis": .int(Int64(axis))])
        body.give(body("QuantizeLinear", [whole, try body.required(0), try body.required(1)]), as: 0)
      },
      between(
        "AveragePool", "QLinearAveragePool",
        ["auto_pad", "ceil_mode", "count_include_pad", "kernel_shape", "pads", "strides"]),
      between("Softmax", "QLinearSoftmax", ["axis"], hasVersion: true),
    ]
    + ["QuantizeLinear", "DequantizeLinear"].map { name in
      ContributedFunction(name, ["axis"]) { body, node throws(OperatorError) in
        body.give(body(name, node.node.inputs, node.node.attributes), as: 0)
      }
    }

  /// The operator of that name on the reals that input 0 stands for, by the scale and zero point after it.
  /// - Parameter hasVersion: whether the attribute `opset` says which version of the operator is meant.
  private static func between(
    _ real: String, _ name: String, _ attributes: Set<String>, hasVersion: Bool = false
  ) -> ContributedFunction {
    ContributedFunction(name, attributes.union(hasVersion ? ["opset"] : ["channels_last"])) {
      body, node throws(OperatorError) in
      guard try !node.flag("channels_last") else { throw .unsupported("channels_last") }
      let version = hasVersion ? try node.required("opset", node.int("opset")) : FunctionBody.version
      let own = node.node.attributes.filter { attributes.contains($0.key) }
      let result = body(real, [try body.dequantized(0)], own, version: version)
      body.give(body("QuantizeLinear", [result, try body.required(3), body.input(4)]), as: 0)
    }
  }
}

extension FunctionBody {
  /// The reals that an input stands for, by the two inputs after it.
  fileprivate mutating func dequantized(_ index: Int) throws(OperatorError) -> String {
    let inputs = [try required(index), try required(index + 1), input(index + 2)]
    return self("DequantizeLinear", inputs)
  }

  /// Gives out the product of quantised matrices times their scales, plus a bias.
  fileprivate mutating func giveScaledProduct(
    _ a: String, _ b: String, _ aZero: String, _ bZero: String, _ scales: [String], bias: String
  ) {
    let product = self("MatMulInteger", [a, b, aZero, bZero], isMain: true)
    let scaled = self("Mul", [self("Cast", [product], ["to": .int(1)]), self("Mul", scales)])
    give(sum(scaled, bias), as: 0)
  }
}
