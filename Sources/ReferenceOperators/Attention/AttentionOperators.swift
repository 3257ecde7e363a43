/// Attention's rows of the operator table.
enum AttentionOperators {
  static let definitions: [OperatorDefinition] = [23, 24].map { version in
    OperatorDefinition(
      "Attention", since: version, inputs: 3...(version < 24 ? 6 : 7), outputs: 1...4,
      attributes: [
        "is_causal", "kv_num_heads", "q_num_heads", "qk_matmul_output_mode", "scale", "softcap",
        "softmax_precision",
      ]
    ) { reader throws(OperatorError) in HalfPrecision(try Attention(reader)) }
  }
}
