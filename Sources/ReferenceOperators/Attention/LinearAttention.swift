import Tensors

/// ONNX LinearAttention (27): attention without softmax, as a recurrence over the tokens with a state a head.
///
/// Inputs: query [B, T, q heads * dk], key [B, T, kv heads * dk], value [B, T, kv heads * dv], optional past state
/// [B, kv heads, dk, dv]; decay g [B, T, kv heads (* dk)], for the gated rules; beta [B, T, kv heads or 1], for the
/// delta rules; floats. Outputs: [B, T, q heads * dv] and the state after the last token. For each token, in float:
///
///     S = exp(g) S                   gated, gated_delta
///     v = beta (v - S^T k)           delta, gated_delta
///     S = S + k v^T
///     o = scale S^T q
///
/// Attributes: `update_rule` (`linear`, `gated`, `delta`, `gated_delta`; default the last), `q_num_heads`,
/// `kv_num_heads` (required; each state serves as many query heads as it takes), `scale` (default 0, which stands
/// for 1 / sqrt(dk)) and `chunk_size`, a hint without a meaning here.
package struct LinearAttention: Operator {
  private let heads: (query: Int, state: Int)
  private let scale: Float
  private let isGated: Bool
  private let isDelta: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    let query = try reader.required("q_num_heads", reader.int("q_num_heads"))
    let state = try reader.required("kv_num_heads", reader.int("kv_num_heads"))
    guard state > 0, query > 0, query % state == 0 else {
      throw .attribute("q_num_heads", found: "\(query)", expected: "a multiple of the \(state) kv_num_heads")
    }
    heads = (query, state)
    scale = try reader.float("scale", default: 0)
    let rule = try reader.string("update_rule", default: "gated_delta")
    guard ["linear", "gated", "delta", "gated_delta"].contains(rule) else {
      throw .attribute("update_rule", found: rule, expected: "linear, gated, delta or gated_delta")
    }
    isGated = rule.hasPrefix("gated")
    isDelta = rule.hasSuffix("delta")
    guard reader.hasInput(4) == isGated, reader.hasInput(5) == isDelta else {
      throw .attribute(
        "update_rule", found: rule, expected: "a rule that has a use for all of the inputs, and none missing")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let type = try inputs.required(0, of: DataType.floats).dataType
    for index in 1..<6 { try inputs.check(index, of: DataType.floats) }
    let stateType = inputs[3]?.dataType ?? type
    guard let query = try inputs.required(0).shape, let key = try inputs.required(1).shape,
      let value = try inputs.required(2).shape
    else { return [ValueFact(type, nil), ValueFact(stateType, nil)] }
    let shape = try LinearAttentionShape(heads, query: query, key: key, value: value)
    try shape.check(state: inputs[3]?.shape, decay: inputs[4]?.shape, beta: inputs[5]?.shape)
    return [
      ValueFact(type, [shape.batch, shape.tokens, shape.outputLength]),
      ValueFact(stateType, shape.state),
    ]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let outputs = try outputShapes(of: inputs)
    var operands: [Tensor?] = []
    for index in 0..<6 { operands.append(try inputs[index]?.cast(to: .float32)) }
    let (query, key, value) = try (inputs.required(0), inputs.required(1), inputs.required(2))
    let shape = try LinearAttentionShape(heads, query: query.shape, key: key.shape, value: value.shape)
    let recurrence = LinearRecurrence(
      shape: shape, scale: scale == 0 ? 1 / Float(shape.keyLength).squareRoot() : scale,
      query: operands[0]?.elements() ?? [], key: operands[1]?.elements() ?? [],
      value: operands[2]?.elements() ?? [], decay: operands[4]?.elements(), beta: operands[5]?.elements())
    var state =
      operands[3] ?? Tensor(outputs[1].shape, of: Float.self) { $0.initialize(repeating: 0) }
    let result = Tensor(outputs[0].shape, of: Float.self) { result in
      state.withMutableElements(as: Float.self) { recurrence.run($0, into: result) }
    }
    return [try result.cast(to: outputs[0].type), try state.cast(to: outputs[1].type)]
  }
}
