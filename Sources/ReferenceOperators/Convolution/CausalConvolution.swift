import Tensors

/// ONNX CausalConvWithState (27): a depthwise convolution over a sequence that sees only the past, with what it needs
/// of it carried from call to call.
///
/// Inputs: [N, C, L], weights [C, 1, K], optional bias [C] and state [N, C, K - 1], the elements before the first
/// (default zeros); floats. Outputs: [N, C, L] and the last K - 1 elements of state and input together. Attribute
/// `activation`: `none` (default), or `silu` or `swish`, x / (1 + exp(-x)).
package struct CausalConvolution: Operator {
  private let isActivated: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    let name = try reader.string("activation", default: "none")
    guard ["none", "silu", "swish"].contains(name) else {
      throw .attribute("activation", found: name, expected: "none, silu or swish")
    }
    isActivated = name != "none"
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    let weights = try inputs.required(1)
    let type = try inputs.commonType(0..<4, of: DataType.floats)
    guard let extents = input.extents else { return [ValueFact(type, nil), ValueFact(type, nil)] }
    guard extents.count == 3 else {
      throw .shape("an input of shape \(BroadcastShape.text(extents)) where [N, C, L] is needed")
    }
    try inputs.check(1, extents: [extents[1], 1, nil], "weights")
    let history = weights.extents?[2].map { $0 - 1 }
    if let history, history < 0 { throw .shape("a kernel of no elements") }
    try inputs.check(2, extents: [extents[1]], "a bias")
    let state = [extents[0], extents[1], history]
    try inputs.check(3, extents: state, "a state")
    return [ValueFact(type, extents), ValueFact(type, state)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let outputs = try outputShapes(of: inputs)
    var kernel = CausalWindows(
      input: try inputs.required(0), weights: try inputs.required(1), bias: inputs[2], past: inputs[3],
      isActivated: isActivated, history: outputs[1].shape)
    return try outputs[0].type.dispatch(&kernel)
  }
}

private struct CausalWindows: RealVisitor {
  let input: Tensor
  let weights: Tensor
  let bias: Tensor?
  let past: Tensor?
  let isActivated: Bool
  /// The shape of the state.
  let history: Shape

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> [Tensor] {
    let (channels, length, carried) = (input.shape[1], input.shape[2], history[2])
    let rows = input.shape[0] * channels
    let values = input.elements(as: Element.self)
    let weights = weights.elements(as: Element.self)
    let bias = bias?.elements(as: Element.self)
    let past = past?.elements(as: Element.self)
    var results = [Element](repeating: 0, count: values.count)
    var state = [Element](repeating: 0, count: history.count)
    for row in 0..<rows {
      let before = past.map { Array($0[row * carried..<(row + 1) * carried]) }
      let padded = (before ?? [Element](repeating: 0, count: carried)) + values[row * length..<(row + 1) * length]
      let filter = row % channels
      for place in 0..<length {
        var sum = bias?[filter] ?? 0
        for tap in 0...carried { sum += padded[place + tap] * weights[filter * (carried + 1) + tap] }
        results[row * length + place] = isActivated ? sum / (1 + Element.exp(-sum)) : sum
      }
      state.replaceSubrange(row * carried..<(row + 1) * carried, with: padded.suffix(carried))
    }
    return [
      Tensor(input.shape, of: Element.self) { _ = $0.initialize(from: results) },
      Tensor(history, of: Element.self) { _ = $0.initialize(from: state) },
    ]
  }
}
