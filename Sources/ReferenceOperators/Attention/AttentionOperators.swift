/// The rows of attention and of the embedding of positions that goes with it.
enum AttentionOperators {
  static let definitions: [OperatorDefinition] =
    [23, 24].map { version in
      OperatorDefinition(
        "Attention", since: version, inputs: 3...(version < 24 ? 6 : 7), outputs: 1...4,
        attributes: [
          "is_causal", "kv_num_heads", "q_num_heads", "qk_matmul_output_mode", "scale", "softcap",
          "softmax_precision",
        ]
      ) { reader throws(OperatorError) in HalfPrecision(try Attention(reader)) }
    } + [
      OperatorDefinition(
        "RotaryEmbedding", since: 23, inputs: 3...4, outputs: 1...1,
        attributes: ["interleaved", "num_heads", "rotary_embedding_dim"]
      ) { reader throws(OperatorError) in HalfPrecision(try RotaryEmbedding(reader)) },
      OperatorDefinition(
        "LinearAttention", since: 27, inputs: 3...6, outputs: 2...2,
        attributes: ["chunk_size", "kv_num_heads", "q_num_heads", "scale", "update_rule"]
      ) { reader throws(OperatorError) in try LinearAttention(reader) },
      OperatorDefinition(
        "FlexAttention", since: 1, domain: "ai.onnx.preview", inputs: 3...3, outputs: 1...1,
        attributes: ["prob_mod", "scale", "score_mod", "softmax_precision"]
      ) { reader throws(OperatorError) in try FlexAttention(reader) },
    ]
}
