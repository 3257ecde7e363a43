import ModelGraph
import Tensors

/// ONNX Attention (23, 24): softmax(scale Q K' + mask) V for every head
/// (Vaswani et al., "Attention Is All You Need", 2017).
///
/// Inputs: Q, K, V [batch, heads, sequence, size] or, with `q_num_heads` and `kv_num_heads`, [batch, sequence,
/// heads * size]; optional attn_mask (bool: true takes part; numbers are added), past_key and past_value
/// [batch, kv heads, past, size], from version 24 on nonpad_kv_seqlen [batch]. Floats. Outputs: Y as Q, optional
/// present_key, present_value and qk_matmul_output. Attributes: `scale` (1 / sqrt(size)), `is_causal` (0),
/// `softcap` (0: none), `qk_matmul_output_mode` (0). Softmax is computed in the type of the products, float or
/// double, whatever `softmax_precision` asks for.
package struct Attention: Operator {
  private let heads: (query: Int?, key: Int?)
  private let scale: Float?
  private let softcap: Float
  private let isCausal: Bool
  private let scoreStage: AttentionScores.Stage
  private let outputs: Int

  package init(_ reader: NodeReader) throws(OperatorError) {
    heads = (try reader.int("q_num_heads"), try reader.int("kv_num_heads"))
    scale = try reader.float("scale")
    softcap = try reader.float("softcap", default: 0)
    isCausal = try reader.flag("is_causal")
    outputs = reader.node.outputs.count
    let mode = try reader.int("qk_matmul_output_mode", default: 0)
    guard let stage = AttentionScores.Stage(rawValue: mode) else {
      throw .attribute("qk_matmul_output_mode", found: "\(mode)", expected: "0 to 3")
    }
    scoreStage = stage
    guard reader.hasInput(4) == reader.hasInput(5) else {
      throw .missingInput(index: reader.hasInput(4) ? 5 : 4)
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let query = try inputs.required(0, of: DataType.floats)
    let key = try inputs.required(1, of: DataType.floats)
    let value = try inputs.required(2, of: DataType.floats)
    try Self.checkPrecision(inputs)
    let types = [query.dataType, key.dataType, value.dataType, query.dataType]
    var extents: [[Int?]?] = [nil, nil, nil, nil]
    if let query = query.shape, let key = key.shape, let value = value.shape {
      let past = inputs[4].map { $0.shape?.extents } ?? []
      if let past {
        let shape = try AttentionShape(
          query: query.extents, key: key.extents, value: value.extents, pastKey: past, attributeHeads: heads)
        extents = [
          shape.outputExtents, shape.presentExtents(size: shape.headSize),
          shape.presentExtents(size: shape.valueSize), shape.scoreExtents,
        ]
      }
    }
    return (0..<max(outputs, 1)).map { ValueFact(types[$0], extents[$0]) }
  }

  /// - Throws: ``OperatorError/dataType(input:found:accepted:)`` where double meets another type: 16-bit types are
  /// widened to float, and nothing to double.
  private static func checkPrecision(_ inputs: InputFacts) throws(OperatorError) {
    let isDouble = inputs[0]?.dataType == .float64
    for index in [1, 2, 4, 5] {
      if inputs[0]?.dataType == nil { break }
      try inputs.check(index, of: isDouble ? [.float64] : [.float32, .float16, .bfloat16])
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    try Self.checkPrecision(InputFacts(inputs))
    let query = try inputs.required(0)
    let (key, value) = (try inputs.required(1), try inputs.required(2))
    let shape = try AttentionShape(
      query: query.shape.extents, key: key.shape.extents, value: value.shape.extents,
      pastKey: inputs[4]?.shape.extents, attributeHeads: heads)
    try context.requireMemory(for: Shape(checked: shape.scoreExtents), of: query.dataType)
    let mask = try AttentionMask(
      mask: inputs[3], validKeys: inputs[6]?.integers, isCausal: isCausal, shape: shape)
    var kernel = Kernel(
      query: query, keys: try KeyCache(new: key, past: inputs[4], shape: shape, size: shape.headSize),
      values: try KeyCache(new: value, past: inputs[5], shape: shape, size: shape.valueSize), shape: shape,
      scoreShape: try Shape(checked: shape.scoreExtents), outputShape: try Shape(checked: shape.outputExtents),
      scores: AttentionScores(
        mask: mask, softcap: softcap, stage: outputs > 3 ? scoreStage : nil, threads: context.threads),
      scale: scale ?? 1 / Float(shape.headSize).squareRoot(), outputs: outputs, threads: context.threads)
    return try query.dataType.dispatch(&kernel)
  }

  private struct Kernel: RealVisitor {
    let query: Tensor
    let keys: KeyCache
    let values: KeyCache
    let shape: AttentionShape
    let scoreShape: Shape
    let outputShape: Shape
    let scores: AttentionScores
    let scale: Float
    let outputs: Int
    let threads: Int

    mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> [Tensor] {
      let keys = keys.joined(as: Element.self)
      let values = values.joined(as: Element.self)
      let products = multiplyKeys(keys.tensor, keys.layout, as: Element.self)
      let (weights, kept) = try scores.normalize(products, as: Element.self)
      var results = [multiplyValues(weights, values.tensor, values.layout, as: Element.self)]
      if outputs > 1 { results.append(keys.asPresent(as: Element.self)) }
      if outputs > 2 { results.append(values.asPresent(as: Element.self)) }
      if outputs > 3, let kept { results.append(kept) }
      return results
    }

    private func eachHead(_ body: (_ image: Int, _ head: Int, _ keyHead: Int) -> StridedProducts.Offsets)
      -> [StridedProducts.Offsets]
    {
      (0..<shape.batch * shape.heads).map { index in
        let (image, head) = index.quotientAndRemainder(dividingBy: shape.heads)
        return body(image, head, head / (shape.heads / shape.keyHeads))
      }
    }

    /// scale Q K'
    private func multiplyKeys<Element: RealElement>(
      _ keys: Tensor, _ layout: HeadLayout, as _: Element.Type
    ) -> Tensor {
      let rows = HeadLayout(
        heads: shape.heads, sequence: shape.queries, size: shape.headSize, isPacked: shape.isPacked)
      let product = StridedProducts(
        m: shape.queries, n: shape.keys, k: shape.headSize, a: .rows(of: rows.row), b: .columns(of: layout.row),
        cRow: shape.keys, alpha: scale)
      let offsets = eachHead { image, head, keyHead in
        (
          rows.offset(image: image, head: head), layout.offset(image: image, head: keyHead),
          (image * shape.heads + head) * shape.queries * shape.keys
        )
      }
      return Tensor(scoreShape, of: Element.self) { target in
        query.withElements(as: Element.self) { query in
          keys.withElements(as: Element.self) { product(query, $0, into: target, at: offsets, threads: threads) }
        }
      }
    }

    private func multiplyValues<Element: RealElement>(
      _ weights: Tensor, _ values: Tensor, _ layout: HeadLayout, as _: Element.Type
    ) -> Tensor {
      let rows = HeadLayout(
        heads: shape.heads, sequence: shape.queries, size: shape.valueSize, isPacked: shape.isPacked)
      let product = StridedProducts(
        m: shape.queries, n: shape.valueSize, k: shape.keys, a: .rows(of: shape.keys), b: .rows(of: layout.row),
        cRow: rows.row)
      let offsets = eachHead { image, head, keyHead in
        (
          (image * shape.heads + head) * shape.queries * shape.keys, layout.offset(image: image, head: keyHead),
          rows.offset(image: image, head: head)
        )
      }
      return Tensor(outputShape, of: Element.self) { target in
        weights.withElements(as: Element.self) { weights in
          values.withElements(as: Element.self) {
            product(weights, $0, into: target, at: offsets, threads: threads)
          }
        }
      }
    }
  }
}
