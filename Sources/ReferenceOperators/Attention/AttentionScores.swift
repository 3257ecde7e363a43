import Tensors

/// From products of queries and keys to the weights of the values: cap, mask, softmax.
struct AttentionScores {
  /// At which point the scores are an output (`qk_matmul_output_mode`).
  enum Stage: Int, Sendable {
    case product, capped, masked, normalized
  }

  private let mask: AttentionMask
  private let softcap: Float
  private let stage: Stage?
  private let threads: Int

  init(mask: AttentionMask, softcap: Float, stage: Stage?, threads: Int) {
    self.mask = mask
    self.softcap = softcap
    self.stage = stage
    self.threads = threads
  }

  /// The weights, and the scores as they were at the stage that is an output.
  func normalize<Element: RealElement>(
    _ products: consuming Tensor, as _: Element.Type
  ) throws(OperatorError) -> (weights: Tensor, kept: Tensor?) {
    var kept = stage == .product ? products : nil
    let length = products.shape[3]
    if softcap > 0 {
      let cap = Element(softcap)
      products.withMutableElements(as: Element.self) { scores in
        for i in scores.indices { scores[i] = cap * Element.tanh(scores[i] / cap) }
      }
    }
    if stage == .capped { kept = products }
    products.withMutableElements(as: Element.self) { mask.add(to: $0, threads: threads) }
    if stage == .masked { kept = products }
    var rows = SoftmaxRows(values: products, length: length, inner: 1, isLogarithm: false, threads: threads)
    let weights = try rows.visit(Element.self)
    return (weights, stage == .normalized ? weights : kept)
  }
}
