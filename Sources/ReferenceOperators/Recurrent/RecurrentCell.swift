/// One step of a recurrent network for one element of the batch.
protocol RecurrentCell: Sendable {
  /// Gates, each with a block of rows in W and R.
  static var gates: Int { get }
  /// The default activations, by name.
  static var activations: [String] { get }

  /// Replaces `hidden` (and `cell`, of an LSTM).
  ///
  /// - Parameters:
  ///   - input: W x + Wb, by gate and unit.
  ///   - weights: of this direction.
  static func step(
    input: [Double], weights: DirectionWeights, functions: [GateActivation], hidden: inout [Double],
    cell: inout [Double]
  )
}

/// The weights of one direction, and the attributes that cells look at.
struct DirectionWeights {
  /// [gates * units][inputs]
  let input: [Double]
  /// [gates * units][units]
  let recurrent: [Double]
  /// Wb then Rb, each [gates * units]; zeros where there is no bias.
  let bias: [Double]
  /// Input, output and forget gate of an LSTM, each [units]; zeros where there are none.
  let peepholes: [Double]
  let units: Int
  /// Sums are held within [-clip, clip].
  let clip: Double
  let couplesForgetGate: Bool
  let resetsAfterProduct: Bool

  /// Row `gate * units + unit` of R times `state`, plus its bias.
  func recurrence(_ gate: Int, _ unit: Int, _ state: [Double]) -> Double {
    let row = gate * units + unit
    var sum = bias[bias.count / 2 + row]
    for i in 0..<units { sum += recurrent[row * units + i] * state[i] }
    return sum
  }

  func clipped(_ value: Double) -> Double { min(max(value, -clip), clip) }
}
