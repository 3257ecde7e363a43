import ModelGraph

extension ContributedFunction {
  /// Attention over several heads without a cache.
  static let attention: [ContributedFunction] = [
    // X [batch, sequence, width], weights of Q, K and V side by side, bias, mask; what is masked has
    // `mask_filter_value` added.
    ContributedFunction(
      "Attention",
      [
        "do_rotary", "mask_filter_value", "num_heads", "past_present_share_buffer", "qkv_hidden_sizes", "scale",
        "unidirectional",
      ]
    ) { body, node throws(OperatorError) in
      for input in 4..<max(node.node.inputs.count, 4) where node.hasInput(input) {
        throw .unsupported("Attention with a cache or an attention bias")
      }
      guard try !node.flag("do_rotary"), node.node.outputs.count == 1 else {
        throw .unsupported("Attention with rotary positions or a cache")
      }
      let heads = try node.required("num_heads", node.int("num_heads"))
      let product = body("MatMul", [try body.required(0), try body.required(1)], isMain: true)
      let projected = body.sum(product, body.input(2))
      let parts = (0..<3).map { "\(projected)/\($0)" }
      if let sizes = try node.ints("qkv_hidden_sizes"), !sizes.isEmpty {
        guard sizes.count == 3 else {
          throw .attribute("qkv_hidden_sizes", found: "\(sizes.count) sizes", expected: "3 sizes")
        }
        body.add("Split", [projected, try body.constant(sizes)], parts, ["axis": .int(-1)])
      } else {
        body.add("Split", [projected], parts, ["axis": .int(-1), "num_outputs": .int(3)])
      }
      var attributes: [String: Attribute] = [
        "q_num_heads": .int(Int64(heads)), "kv_num_heads": .int(Int64(heads)),
        "is_causal": .int(try node.flag("unidirectional") ? 1 : 0),
      ]
      if let scale = try node.float("scale"), scale != 0 { attributes["scale"] = .float(scale) }
      var inputs = parts
      if node.hasInput(3) {
        inputs.append(try body.mask(body.input(3), filter: try node.float("mask_filter_value", default: -10000)))
      }
      body.give(body("Attention", inputs, attributes), as: 0)
    },
    // Q, K and V [batch, sequence, width], optional input 5: what is added to the scores.
    ContributedFunction(
      "MultiHeadAttention", ["mask_filter_value", "num_heads", "scale", "unidirectional"]
    ) { body, node throws(OperatorError) in
      for input in 3..<max(node.node.inputs.count, 3) where input != 5 && node.hasInput(input) {
        throw .unsupported("MultiHeadAttention with a bias, a padding mask or a cache")
      }
      guard node.node.outputs.count == 1 else { throw .unsupported("MultiHeadAttention with a cache") }
      let heads = try node.required("num_heads", node.int("num_heads"))
      var attributes: [String: Attribute] = [
        "q_num_heads": .int(Int64(heads)), "kv_num_heads": .int(Int64(heads)),
        "is_causal": .int(try node.flag("unidirectional") ? 1 : 0),
      ]
      if let scale = try node.float("scale"), scale != 0 { attributes["scale"] = .float(scale) }
      let inputs = [try body.required(0), try body.required(1), try body.required(2), body.input(5)]
      body.give(body("Attention", inputs, attributes), as: 0)
    },
  ]
}

extension FunctionBody {
  /// A mask [batch, keys] of ones and zeros as what is added to scores: 0, or the filter value.
  fileprivate mutating func mask(_ mask: String, filter: Float) throws(OperatorError) -> String {
    let kept = self("Cast", [mask], ["to": .int(1)])
    let dropped = self("Mul", [self("Sub", [constant(1), kept]), constant(filter)])
    return self("Unsqueeze", [dropped, try constant([1, 2])])
  }
}
