import Tensors

/// The weights of one direction of a recurrent network.
struct DirectionWeights<Element: RecurrentElement> {
  let units: Int
  let inputs: Int
  private let rows: Int
  /// [directions, gates * units, inputs] and [directions, gates * units, units].
  private let input: Tensor
  private let recurrent: Tensor
  /// [directions, 2, gates * units]: Wb, then Rb.
  private let bias: Tensor?
  /// [directions, 3, units]: of input, output and forget gate of an LSTM.
  private let peepholes: Tensor?
  private let direction: Int

  /// - Parameter tensors: a node's inputs W, R, B and P, all of this element type.
  init(
    _ tensors: (input: Tensor, recurrent: Tensor, bias: Tensor?, peepholes: Tensor?), direction: Int,
    directions: Int, gates: Int
  ) throws(OperatorError) {
    units = tensors.recurrent.shape[2]
    inputs = tensors.input.shape[2]
    rows = gates * units
    for (tensor, count) in [(tensors.bias, 2 * rows), (tensors.peepholes, 3 * units)] {
      guard let tensor, tensor.count != count * directions else { continue }
      throw .shape("weights of shape \(tensor.shape) where \(count) a direction are needed")
    }
    (input, recurrent) = (tensors.input.aligned(), tensors.recurrent.aligned())
    (bias, peepholes) = (tensors.bias?.aligned(), tensors.peepholes?.aligned())
    self.direction = direction
  }

  /// `gates` = W x + Wb, for each of `count` rows of x.
  func project(
    _ x: UnsafePointer<Element>, into gates: UnsafeMutablePointer<Element>, count: Int, threads: Int
  ) {
    input.withElements(as: Element.self) { weights in
      withBias(0, from: 0) { bias in
        guard let weights = weights.baseAddress else { return }
        Element.multiply(
          x, weights + direction * rows * inputs, plus: bias, into: gates,
          GateProduct(m: count, n: rows, k: inputs, cRow: rows), threads: threads)
      }
    }
  }

  /// `recurrence` = R h + Rb of some gates, for each of `states` rows of h; its rows are as long as all gates.
  func recur(
    _ h: UnsafePointer<Element>, into recurrence: UnsafeMutablePointer<Element>, states: Int, gates: Range<Int>,
    threads: Int
  ) {
    let first = gates.lowerBound * units
    recurrent.withElements(as: Element.self) { weights in
      withBias(1, from: first) { bias in
        guard let weights = weights.baseAddress else { return }
        Element.multiply(
          h, weights + (direction * rows + first) * units, plus: bias, into: recurrence,
          GateProduct(m: states, n: gates.count * units, k: units, cRow: rows), threads: threads)
      }
    }
  }

  /// Adds a gate's peepholes times the cell state.
  func peep(_ gate: Int, at cell: UnsafePointer<Element>, into sums: UnsafeMutablePointer<Element>) {
    peepholes?.withElements(as: Element.self) { weights in
      let start = (3 * direction + gate) * units
      for i in 0..<units { sums[i] += weights[start + i] * cell[i] }
    }
  }

  private func withBias(_ part: Int, from first: Int, _ body: (UnsafePointer<Element>?) -> Void) {
    guard let bias else { return body(nil) }
    bias.withElements(as: Element.self) { values in
      body(values.baseAddress.map { $0 + (2 * direction + part) * rows + first })
    }
  }
}
