import Tensors

/// The extents of a ``LinearAttention``.
struct LinearAttentionShape {
  let batch: Int
  let tokens: Int
  let heads: (query: Int, state: Int)
  /// Of a head's query and key.
  let keyLength: Int
  /// Of a head's value.
  let valueLength: Int
  /// Of a token's output: all query heads' values.
  let outputLength: Int

  /// - Throws: ``OperatorError/shape(_:)`` for operands that do not fit each other.
  init(
    _ heads: (query: Int, state: Int), query: Shape, key: Shape, value: Shape
  ) throws(OperatorError) {
    let fault = OperatorError.shape(
      "query \(query), key \(key) and value \(value) for \(heads.query) query heads and \(heads.state) states")
    guard query.rank == 3, key.rank == 3, value.rank == 3, query[2] % heads.query == 0, query[2] > 0 else {
      throw fault
    }
    self.heads = heads
    (batch, tokens) = (query[0], query[1])
    keyLength = query[2] / heads.query
    valueLength = value[2] / heads.state
    guard key.extents == [batch, tokens, keyLength * heads.state],
      value.extents == [batch, tokens, valueLength * heads.state]
    else { throw fault }
    let (length, overflow) = heads.query.multipliedReportingOverflow(by: valueLength)
    guard !overflow else { throw fault }
    outputLength = length
  }

  var state: [Int] { [batch, heads.state, keyLength, valueLength] }

  /// - Throws: ``OperatorError/shape(_:)`` for a state, decay or beta that does not fit.
  func check(state: Shape?, decay: Shape?, beta: Shape?) throws(OperatorError) {
    if let state, state.extents != self.state {
      throw .shape("a state of shape \(state) where \(self.state) is needed")
    }
    try check(decay, lengths: [heads.state, heads.state * keyLength], "decay")
    try check(beta, lengths: [heads.state, 1], "beta")
  }

  private func check(_ shape: Shape?, lengths: [Int], _ what: String) throws(OperatorError) {
    guard let shape else { return }
    guard lengths.contains(where: { shape.extents == [batch, tokens, $0] }) else {
      throw .shape("\(what) of shape \(shape) where \([batch, tokens]) and one of \(lengths) are needed")
    }
  }
}
