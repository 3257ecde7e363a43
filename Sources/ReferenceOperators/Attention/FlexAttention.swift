import Tensors

/// FlexAttention-1 (ai.onnx.preview): prob_mod(softmax(score_mod(scale Q K'))) V for every head, the two steps
/// being subgraphs of one input and one output [batch, heads, queries, keys].
///
/// Inputs: Q [batch, heads, queries, size], K [batch, kv heads, keys, size], V [batch, kv heads, keys, value size],
/// floats of one type; heads is a multiple of kv heads. Output: Q's type, [batch, heads, queries, value size].
/// Attributes: `scale` (default 1 / sqrt(size)), `score_mod`, `prob_mod` (default none), `softmax_precision`: float
/// (default) or double (default of double inputs).
struct FlexAttention: Operator {
  private let scale: Float?
  private let precision: DataType?
  private let scoreStep: Subgraph?
  private let probabilityStep: Subgraph?

  init(_ node: NodeReader) throws(OperatorError) {
    scale = try node.float("scale")
    let code = try node.int("softmax_precision")
    precision = try code.map { code throws(OperatorError) in
      try DataType(code: code, attribute: "softmax_precision")
    }
    if let precision, precision != .float32, precision != .float64 {
      throw .unsupported("softmax in \(precision.name)")
    }
    scoreStep = try Self.step("score_mod", node)
    probabilityStep = try Self.step("prob_mod", node)
  }

  private static func step(_ name: String, _ node: NodeReader) throws(OperatorError) -> Subgraph? {
    guard node.has(name) else { return nil }
    let graph = try Subgraph(name, of: node)
    guard graph.inputNames.count == 1, graph.outputs.count == 1 else {
      throw .attribute(
        name, found: "a graph of \(graph.inputNames.count) inputs and \(graph.outputs.count) outputs",
        expected: "one of 1 input and 1 output")
    }
    return graph
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let query = try inputs.required(0, of: DataType.floats)
    let (key, value) = (try inputs.required(1), try inputs.required(2))
    _ = try inputs.commonType(0..<3, of: DataType.floats)
    for index in 0..<3 { try inputs.check(index, extents: [nil, nil, nil, nil], "queries, keys or values") }
    guard let query = query.shape, let key = key.shape, let value = value.shape else {
      return [ValueFact(query.dataType, query.extents.map { Array($0.dropLast()) + [value.extents?[3]] })]
    }
    return [ValueFact(inputs[0]?.dataType, try shape(query, key, value).outputExtents)]
  }

  private func shape(_ query: Shape, _ key: Shape, _ value: Shape) throws(OperatorError) -> AttentionShape {
    try AttentionShape(
      query: query.extents, key: key.extents, value: value.extents, pastKey: nil, attributeHeads: (nil, nil))
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, outputShape) = try outputShape(of: inputs)
    let working = precision ?? (type == .float64 ? .float64 : .float32)
    var operands: [Tensor] = []
    for index in 0..<3 { operands.append(try inputs.required(index).cast(to: working)) }
    let shape = try shape(operands[0].shape, operands[1].shape, operands[2].shape)
    try context.requireMemory(for: Shape(checked: shape.scoreExtents), of: working)
    var products = AttentionProducts(
      shape: shape, left: operands[0], right: operands[1], target: try Shape(checked: shape.scoreExtents),
      scale: scale ?? 1 / Float(shape.headSize).squareRoot(), threads: context.threads, isScore: true)
    let scores = try apply(scoreStep, to: working.dispatch(&products), inputs, context)
    var rows = SoftmaxRows(
      values: scores, length: shape.keys, inner: 1, isLogarithm: false, threads: context.threads)
    let weights = try apply(probabilityStep, to: working.dispatch(&rows), inputs, context)
    var sums = AttentionProducts(
      shape: shape, left: weights, right: operands[2], target: outputShape, scale: 1, threads: context.threads,
      isScore: false)
    return [try working.dispatch(&sums).cast(to: type)]
  }

  private func apply(
    _ step: Subgraph?, to values: Tensor, _ inputs: OperatorInputs, _ context: ExecutionContext
  ) throws(OperatorError) -> Tensor {
    guard let step else { return values }
    let result = try step.run([.tensor(values)], capturing: inputs, in: context)[0].tensor
    guard let result, result.dataType == values.dataType, result.shape == values.shape else {
      throw .value("a step does not give \(values.dataType.name) \(values.shape), as it is given")
    }
    return result
  }
}

/// The products of one attention over heads that lie one behind the other.
private struct AttentionProducts: RealVisitor {
  let shape: AttentionShape
  let left: Tensor
  let right: Tensor
  let target: Shape
  let scale: Float
  let threads: Int
  /// Q K', else weights V.
  let isScore: Bool

  mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
    let columns = isScore ? shape.keys : shape.valueSize
    let depth = isScore ? shape.headSize : shape.keys
    let product = StridedProducts(
      m: shape.queries, n: columns, k: depth, a: .rows(of: depth),
      b: isScore ? .columns(of: depth) : .rows(of: columns), cRow: columns, alpha: scale)
    let group = shape.heads / shape.keyHeads
    let offsets = (0..<shape.batch * shape.heads).map { head in
      (a: head * shape.queries * depth, b: head / group * columns * depth, c: head * shape.queries * columns)
    }
    return left.withElements(as: Element.self) { a in
      right.withElements(as: Element.self) { b in
        Tensor(target, of: Element.self) { product(a, b, into: $0, at: offsets, threads: threads) }
      }
    }
  }
}
