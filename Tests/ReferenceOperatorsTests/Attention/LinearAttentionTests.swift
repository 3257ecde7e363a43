import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Linear attention")
struct LinearAttentionTests {
  private func attributes(_ rule: String, queryHeads: Int64 = 1, heads: Int64 = 1) -> [String: Attribute] {
    [
      "update_rule": .text(rule), "q_num_heads": .int(queryHeads), "kv_num_heads": .int(heads), "scale": .float(1),
    ]
  }

  @Test("the linear rule sums values by how well their keys fit the query")
  func linear() throws {
    let (query, key) = try (Tensor.floats([1, 2, 3, 4], [1, 2, 2]), Tensor.floats([1, 0, 1, 1], [1, 2, 2]))
    let value = try Tensor.floats([10, 100], [1, 2, 1])
    let results = try evaluate(
      "LinearAttention", [query, key, value], outputs: 2, opset: 27, attributes("linear"))
    #expect(results[0].floats == [10, 3 * 110 + 4 * 100])
    #expect(results[1].shape.extents == [1, 1, 2, 1] && results[1].floats == [110, 100])
  }

  @Test("a decay of 0 and a beta of 1 that meet no state of the key change nothing")
  func neutral() throws {
    var random = RandomValues(seed: 3)
    let (query, value) = (try random.tensor([2, 1, 6]), try random.tensor([2, 1, 6]))
    let key = try random.tensor([2, 1, 6])
    let zeros = try Tensor.floats([Float](repeating: 0, count: 4), [2, 1, 2])
    let ones = try Tensor.floats([1, 1], [2, 1, 1])
    let plain = try evaluate(
      "LinearAttention", [query, key, value], outputs: 2, opset: 27, attributes("linear", queryHeads: 2, heads: 2))
    let gated = try evaluate(
      "LinearAttention", [query, key, value, nil, zeros, ones], outputs: 2, opset: 27,
      attributes("gated_delta", queryHeads: 2, heads: 2))
    #expect(plain[0].floats == gated[0].floats && plain[1].floats == gated[1].floats)
  }

  @Test("tokens one at a time, the state carried, give what all at once give")
  func carried() throws {
    var random = RandomValues(seed: 9)
    var operands: [Tensor] = []
    for length in [8, 4, 6, 2, 2] { operands.append(try random.tensor([1, 3, length])) }
    let rule = attributes("gated_delta", queryHeads: 4, heads: 2)
    let inputs = [operands[0], operands[1], operands[2], nil, operands[3], operands[4]]
    let whole = try evaluate("LinearAttention", inputs, outputs: 2, opset: 27, rule)
    var (state, values): (Tensor?, [Float]) = (nil, [])
    for token in 0..<3 {
      var step: [Tensor?] = []
      for operand in inputs {
        step.append(
          try operand.map { operand in
            try evaluate("Gather", [operand, .ints([Int64(token)])], ["axis": .int(1)])[0]
          })
      }
      step[3] = state
      let results = try evaluate("LinearAttention", step, outputs: 2, opset: 27, rule)
      values += results[0].floats
      state = results[1]
    }
    #expect(values == whole[0].floats && state?.floats == whole[1].floats)
  }

  @Test("heads and inputs that do not fit the rule are refused")
  func refused() throws {
    let x = try Tensor.floats([1, 2], [1, 1, 2])
    for rule in [attributes("gated"), attributes("linear", queryHeads: 3, heads: 2), attributes("other")] {
      #expect(throws: OperatorError.self) {
        try evaluate("LinearAttention", [x, x, x], outputs: 2, opset: 27, rule)
      }
    }
    #expect(throws: OperatorError.self) {
      try evaluate("LinearAttention", [x, x, .floats([1])], outputs: 2, opset: 27, attributes("linear"))
    }
  }
}
