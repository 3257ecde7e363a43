/// The recurrence of ``LinearAttention`` over its tokens, one head after the other.
struct LinearRecurrence {
  let shape: LinearAttentionShape
  let scale: Float
  let query: [Float]
  let key: [Float]
  let value: [Float]
  let decay: [Float]?
  let beta: [Float]?

  /// Carries the states [batch, heads, dk, dv] over all tokens and writes the output [batch, tokens, heads * dv].
  func run(_ states: UnsafeMutableBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>) {
    let size = shape.keyLength * shape.valueLength
    guard size > 0 else { return }
    for index in 0..<shape.batch * shape.heads.state {
      let (batch, head) = index.quotientAndRemainder(dividingBy: shape.heads.state)
      let state = UnsafeMutableBufferPointer(rebasing: states[index * size..<(index + 1) * size])
      for token in batch * shape.tokens..<(batch + 1) * shape.tokens {
        update(state, token: token, head: head)
        read(state, token: token, head: head, into: output)
      }
    }
  }

  /// - Parameter token: counted over all batches.
  private func update(_ state: UnsafeMutableBufferPointer<Float>, token: Int, head: Int) {
    let (rows, columns) = (shape.keyLength, shape.valueLength)
    let row = token * shape.heads.state + head
    if let decay {
      let isShared = decay.count == shape.batch * shape.tokens * shape.heads.state
      for i in 0..<rows {
        let factor = Float.exp(decay[isShared ? row : row * rows + i])
        for j in 0..<columns { state[i * columns + j] *= factor }
      }
    }
    for j in 0..<columns {
      var target = value[row * columns + j]
      if let beta {
        let isShared = beta.count == shape.batch * shape.tokens
        var retrieved: Float = 0
        for i in 0..<rows { retrieved += state[i * columns + j] * key[row * rows + i] }
        target = beta[isShared ? token : row] * (target - retrieved)
      }
      for i in 0..<rows { state[i * columns + j] += key[row * rows + i] * target }
    }
  }

  /// The output of every query head that this state serves.
  private func read(
    _ state: UnsafeMutableBufferPointer<Float>, token: Int, head: Int,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let (rows, columns) = (shape.keyLength, shape.valueLength)
    let group = shape.heads.query / shape.heads.state
    for member in 0..<group {
      let row = token * shape.heads.query + head * group + member
      for j in 0..<columns {
        var sum: Float = 0
        for i in 0..<rows { sum += query[row * rows + i] * state[i * columns + j] }
        output[row * columns + j] = scale * sum
      }
    }
  }
}
