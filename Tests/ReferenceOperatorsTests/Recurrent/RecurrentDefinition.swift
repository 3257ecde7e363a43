import Foundation

/// A recurrent network of one direction and one sequence by the formulas of ONNX's operators, in double.
struct RecurrentDefinition {
  let type: String
  let inputs: Int
  let units: Int
  /// [gates * units, inputs], [gates * units, units], [2 * gates * units].
  let w: [Float]
  let r: [Float]
  let b: [Float]
  var peepholes: [Float]?
  var clip = Double.infinity
  var resetsAfterProduct = false

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  private func held(_ x: Double) -> Double { min(max(x, -clip), clip) }

  private func row(_ gate: Int, _ unit: Int) -> Int { gate * units + unit }

  private func product(_ weights: [Float], _ row: Int, _ x: [Double]) -> Double {
    x.indices.reduce(0) { $0 + Double(weights[row * x.count + $1]) * x[$1] }
  }

  /// The hidden state after each step, from the initial ones.
  func run(_ x: [[Double]], hidden: [Double], cell: [Double]) -> [[Double]] {
    var (h, c) = (hidden, cell)
    return x.map { x in
      let state = h
      let gates = w.count / inputs / units
      func plain(_ gate: Int, _ unit: Int, _ state: [Double]) -> Double {
        let i = row(gate, unit)
        return product(w, i, x) + Double(b[i]) + product(r, i, state) + Double(b[gates * units + i])
      }
      func peep(_ part: Int, _ unit: Int, _ cell: Double) -> Double {
        peepholes.map { Double($0[part * units + unit]) * cell } ?? 0
      }
      let reset = (0..<units).map { type == "GRU" ? sigmoid(held(plain(1, $0, state))) : 0 }
      let faded = zip(reset, state).map { $0 * $1 }
      for unit in 0..<units {
        switch type {
        case "RNN": h[unit] = tanh(held(plain(0, unit, state)))
        case "GRU":
          let update = sigmoid(held(plain(0, unit, state)))
          let i = row(2, unit)
          let own = product(w, i, x) + Double(b[i])
          let recurrence =
            resetsAfterProduct
            ? reset[unit] * (product(r, i, state) + Double(b[3 * units + i]))
            : product(r, i, faded) + Double(b[3 * units + i])
          h[unit] = (1 - update) * tanh(held(own + recurrence)) + update * state[unit]
        default:
          let admitted = sigmoid(held(plain(0, unit, state) + peep(0, unit, c[unit])))
          let kept = sigmoid(held(plain(2, unit, state) + peep(2, unit, c[unit])))
          c[unit] = kept * c[unit] + admitted * tanh(held(plain(3, unit, state)))
          h[unit] = sigmoid(held(plain(1, unit, state) + peep(1, unit, c[unit]))) * tanh(c[unit])
        }
      }
      return h
    }
  }
}
