import ModelGraph

extension ContributedFunction {
  /// Normalizations of sums, as transformers have them.
  static let normalizations: [ContributedFunction] = [
    // input, skip, gamma, optional beta and bias; outputs: y, mean, inverse deviation, the sum.
    ContributedFunction("SkipLayerNormalization", ["epsilon"]) { body, node throws(OperatorError) in
      let sum = body.sum(body.sum(try body.required(0), try body.required(1)), body.input(4))
      let epsilon = try node.float("epsilon", default: 1e-12)
      let y = body(
        "LayerNormalization", [sum, try body.required(2), body.input(3)],
        ["axis": .int(-1), "epsilon": .float(epsilon)])
      body.give(y, as: 0)
      try refuseStatistics(node)
      body.give(sum, as: 3)
    },
    // input, skip, gamma, optional bias; outputs as above.
    ContributedFunction("SkipSimplifiedLayerNormalization", ["epsilon"]) { body, node throws(OperatorError) in
      let sum = body.sum(body.sum(try body.required(0), try body.required(1)), body.input(3))
      let epsilon = try node.float("epsilon", default: 1e-12)
      let y = body(
        "RMSNormalization", [sum, try body.required(2)], ["axis": .int(-1), "epsilon": .float(epsilon)])
      body.give(y, as: 0)
      try refuseStatistics(node)
      body.give(sum, as: 3)
    },
    // input ids, segment ids, embeddings of words, positions and segments, gamma, beta, mask, position ids; outputs:
    // y, how many positions of each row the mask leaves, the sum.
    ContributedFunction("EmbedLayerNormalization", ["epsilon", "mask_index_type"]) {
      body, node throws(OperatorError) in
      let ids = try body.required(0)
      let words = body("Gather", [try body.required(2), ids])
      var positions = body.input(8)
      if positions.isEmpty {
        let length = body("Squeeze", [body("Shape", [ids], ["start": .int(1), "end": .int(2)])])
        let (zero, one) = (body("Squeeze", [try body.constant([0])]), body("Squeeze", [try body.constant([1])]))
        positions = body("Range", [zero, length, one])
      }
      var sum = body.sum(words, body("Gather", [try body.required(3), positions]))
      if !body.input(4).isEmpty, !body.input(1).isEmpty {
        sum = body.sum(sum, body("Gather", [body.input(4), body.input(1)]))
      }
      let epsilon = try node.float("epsilon", default: 1e-12)
      let y = body(
        "LayerNormalization", [sum, try body.required(5), try body.required(6)],
        ["axis": .int(-1), "epsilon": .float(epsilon)])
      body.give(y, as: 0)
      let axis = try body.constant([1])
      let flags =
        body.input(7).isEmpty
        ? body("Mul", [ids, body("Cast", [body.constant(0)], ["to": .int(6)])]) : body.input(7)
      body.give(body("ReduceSum", [body("Cast", [flags], ["to": .int(6)]), axis], ["keepdims": .int(0)]), as: 1)
      body.give(sum, as: 2)
    },
  ]

  /// Mean and inverse deviation are outputs 1 and 2, for training.
  private static func refuseStatistics(_ node: NodeReader) throws(OperatorError) {
    for output in [1, 2] where output < node.node.outputs.count && !node.node.outputs[output].isEmpty {
      throw .unsupported("the output of the normalization's statistics")
    }
  }
}
